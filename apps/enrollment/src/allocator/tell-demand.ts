import { ClassFilled, DemandChanged, make, type DemandGroup } from '#contracts';
import { outgoing, type Tx } from '#messaging';

export interface DemandNow {
  unitId: string;
  deskStaff: number;
  groups: DemandGroup[];
}

const DEMAND = `
  INSERT INTO unit_demand AS said (unit_id, revision, desk_staff, groups)
  SELECT "unitId", 1, "deskStaff", groups
  FROM json_to_recordset($1) AS new ("unitId" uuid, "deskStaff" int, groups jsonb)
  ON CONFLICT (unit_id) DO UPDATE
    SET revision = said.revision + 1, desk_staff = excluded.desk_staff, groups = excluded.groups
  RETURNING unit_id AS "unitId", revision`;

export async function saveDemand(tx: Tx, changed: DemandNow[]): Promise<void> {
  if (changed.length === 0) return;
  const saved = await tx.query<{ unitId: string; revision: number }>(DEMAND, [JSON.stringify(changed)]);
  const revisions = new Map(saved.map(({ unitId, revision }) => [unitId, revision]));
  for (const demand of changed)
    tx.publish(outgoing(make(DemandChanged, demand), { key: demand.unitId, revision: revisions.get(demand.unitId)! }));
}

const ANNOUNCE = `
  UPDATE training_class SET announced = granted, fill_revision = fill_revision + 1
  WHERE id IN (
    SELECT id FROM training_class
    WHERE granted IS DISTINCT FROM announced AND (id = ANY ($1::uuid[]) OR announced IS NOT NULL)
    ORDER BY id FOR NO KEY UPDATE)
  RETURNING id AS "classId", granted, maximum + extra AS maximum, fill_revision AS revision`;

/**
 * Tells how full classes are, the offered ones at least once. Call it last: who reads that a class was filled must have
 * read before what demand was left.
 */
export async function announceClasses(tx: Tx, offered: string[]): Promise<number> {
  const filled = await tx.query<ClassFilled & { revision: number }>(ANNOUNCE, [offered]);
  for (const { revision, ...fill } of filled)
    tx.publish(outgoing(make(ClassFilled, fill), { key: fill.classId, revision }));
  return filled.length;
}
