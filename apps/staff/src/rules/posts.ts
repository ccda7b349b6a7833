import type { PostCode, UnitLevel } from '#contracts';

const DEPARTMENT: readonly UnitLevel[] = ['department'];
const OFFICE: readonly UnitLevel[] = ['department', 'district'];
const COMMITTEE: readonly UnitLevel[] = ['district', 'commune'];
const DISTRICT: readonly UnitLevel[] = ['district'];
const COMMUNE: readonly UnitLevel[] = ['commune'];

const LEVELS: Record<PostCode, readonly UnitLevel[]> = {
  director: DEPARTMENT,
  'deputy-director': DEPARTMENT,
  'chief-of-office': OFFICE,
  'deputy-chief-of-office': OFFICE,
  'office-specialist': DEPARTMENT,
  'committee-chairman': COMMITTEE,
  'committee-vice-chairman': COMMITTEE,
  'head-of-home-affairs': DISTRICT,
  'home-affairs-officer': DISTRICT,
  'district-office-officer': DISTRICT,
  'party-secretary': COMMUNE,
  'deputy-party-secretary': COMMUNE,
  'council-chairman': COMMUNE,
  'council-vice-chairman': COMMUNE,
  'office-statistics-officer': COMMUNE,
  'land-construction-officer': COMMUNE,
  'justice-registry-officer': COMMUNE,
};

/** True when units of the level have such a post. */
export const postFitsLevel = (post: PostCode, level: UnitLevel): boolean => LEVELS[post].includes(level);
