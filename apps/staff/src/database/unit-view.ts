import type { UnitLevel } from '#contracts';

/** A unit as the API shows it. */
export interface UnitView {
  id: string;
  code: string;
  name: string;
  kind: string;
  level: UnitLevel;
  parentId: string | null;
  provinceId: string;
  longitude: number | null;
  latitude: number | null;
  validFrom: string;
  /** First day on which the unit is no more; null while no end is known. */
  validTo: string | null;
  /** Number and date; who issued it is null where it was not recorded. */
  decision: string;
  issuer: string | null;
  /** The decision that ended the unit; null while it goes on, and where it was not recorded. */
  endedBy: DatedDecision | null;
}

export interface DatedDecision {
  number: string;
  /** Null where it was not recorded. */
  issuedOn: string | null;
  issuer: string | null;
}

export const SELECT_UNIT = `
  SELECT unit.id, unit_name.code, unit_name.name, unit_name.kind, level, parent_id AS "parentId",
    province_id AS "provinceId", longitude, latitude, lower(unit.valid) AS "validFrom", upper(unit.valid) AS "validTo",
    unit.decision, made.issuer,
    CASE WHEN ended.id IS NOT NULL THEN
      jsonb_build_object('number', ended.decision, 'issuedOn', ended.issued_on, 'issuer', ended.issuer) END AS "endedBy"
  FROM unit JOIN unit_name ON unit_name.unit_id = unit.id LEFT JOIN unit_change made ON made.id = unit.change_id
    LEFT JOIN unit_change ended ON ended.id = unit.ended_by`;
