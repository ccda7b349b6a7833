// Who sits in a unit: the posts of the decision, each with the concurrent duty held beside it.
import type { DutyCode, PostCode } from '#contracts';

export interface Place {
  post: PostCode;
  duties: readonly DutyCode[];
}

const NONE: readonly DutyCode[] = [];
const FOCAL_POINT: readonly DutyCode[] = ['focal-point'];
const ONE_STOP: readonly DutyCode[] = ['one-stop'];

export const DEPARTMENT_PLACES: readonly Place[] = [
  { post: 'director', duties: NONE },
  { post: 'deputy-director', duties: NONE },
  { post: 'chief-of-office', duties: FOCAL_POINT },
  { post: 'deputy-chief-of-office', duties: NONE },
  { post: 'office-specialist', duties: ONE_STOP },
];

const DISTRICT_OFFICER: Place = { post: 'district-office-officer', duties: ONE_STOP };
const DISTRICT_PLACES: readonly Place[] = [
  { post: 'committee-chairman', duties: NONE },
  { post: 'committee-vice-chairman', duties: NONE },
  { post: 'chief-of-office', duties: NONE },
  { post: 'head-of-home-affairs', duties: NONE },
  { post: 'home-affairs-officer', duties: FOCAL_POINT },
  DISTRICT_OFFICER,
  DISTRICT_OFFICER,
];

/** The decision gives a district two or three one-stop officers; the larger ones have three. */
export function districtPlaces(communes: number): readonly Place[] {
  return communes >= 16 ? [...DISTRICT_PLACES, DISTRICT_OFFICER] : DISTRICT_PLACES;
}

const COMMUNE_OFFICERS: readonly Place[] = [
  { post: 'office-statistics-officer', duties: ONE_STOP },
  { post: 'land-construction-officer', duties: ONE_STOP },
  { post: 'justice-registry-officer', duties: ONE_STOP },
];

export const COMMUNE_PLACES: readonly Place[] = [
  { post: 'party-secretary', duties: NONE },
  { post: 'deputy-party-secretary', duties: NONE },
  { post: 'council-chairman', duties: NONE },
  { post: 'council-vice-chairman', duties: NONE },
  { post: 'committee-chairman', duties: NONE },
  { post: 'committee-vice-chairman', duties: FOCAL_POINT },
  ...COMMUNE_OFFICERS,
];

/** The n-th officer beyond the usual nine of a commune, for runs at a scale above the real one. */
export function furtherOfficer(n: number): Place {
  return COMMUNE_OFFICERS[n % COMMUNE_OFFICERS.length]!;
}

/** The elected posts of a commune: those an election of councils puts up again. */
export const ELECTED_POSTS: readonly PostCode[] = [
  'council-chairman',
  'council-vice-chairman',
  'committee-chairman',
  'committee-vice-chairman',
];
