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
  decision: string;
}

export const SELECT_UNIT = `
  SELECT unit.id, unit_name.code, unit_name.name, unit_name.kind, level, parent_id AS "parentId",
    province_id AS "provinceId", longitude, latitude, lower(unit.valid) AS "validFrom", upper(unit.valid) AS "validTo",
    unit.decision
  FROM unit JOIN unit_name ON unit_name.unit_id = unit.id`;
