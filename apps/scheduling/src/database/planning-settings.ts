import type { RoadDistance } from '#planner';
import { DEFAULT_SETTINGS, type PlanningSettings } from '../rules/planning-settings.js';
import type { Reader } from './reader.js';

export interface VersionedSettings {
  settings: PlanningSettings;
  version: number;
}

/** Version 0 until somebody has changed a setting. */
export async function readSettings(db: Reader): Promise<VersionedSettings> {
  const [row] = await db.query<VersionedSettings>('SELECT settings, version FROM planning_setting');
  return row ?? { settings: DEFAULT_SETTINGS, version: 0 };
}

/** False when the version is another by now. */
export async function writeSettings(db: Reader, settings: PlanningSettings, version: number): Promise<boolean> {
  const rows = await db.query<unknown>(
    version === 0
      ? `INSERT INTO planning_setting (settings, version) VALUES ($1, $2 + 1) ON CONFLICT DO NOTHING RETURNING id`
      : `UPDATE planning_setting SET settings = $1, version = version + 1 WHERE version = $2 RETURNING id`,
    [JSON.stringify(settings), version],
  );
  return rows.length > 0;
}

export function readDistances(db: Reader): Promise<RoadDistance[]> {
  return db.query<RoadDistance>(
    'SELECT from_unit_id AS "fromUnitId", to_unit_id AS "toUnitId", km FROM road_distance ORDER BY 1, 2',
  );
}

export async function writeDistances(db: Reader, roads: RoadDistance[]): Promise<void> {
  await db.query(
    `INSERT INTO road_distance (from_unit_id, to_unit_id, km)
     SELECT r."fromUnitId", r."toUnitId", r.km FROM jsonb_to_recordset($1::jsonb) AS r("fromUnitId" uuid, "toUnitId" uuid, km float8)
     ON CONFLICT (from_unit_id, to_unit_id) DO UPDATE SET km = excluded.km`,
    [JSON.stringify(roads)],
  );
}
