import type { Tx } from '#messaging';

// As the allocator chooses whom it looks at by themselves: a provincial class reaches every unit.
const UNREACHED = `
  SELECT unit_id AS "unitId" FROM unnest($1::uuid[]) AS unit (unit_id)
  WHERE NOT EXISTS (SELECT FROM training_class WHERE status = 'open' AND class_type = 'provincial')
    AND NOT EXISTS (
      SELECT FROM class_reach JOIN training_class ON training_class.id = class_id
      WHERE class_reach.unit_id = unit.unit_id AND status = 'open')`;

/** Those of the units that no open class reaches: nobody there can be given a seat. */
export async function unreachedUnits(tx: Tx, unitIds: string[]): Promise<ReadonlySet<string>> {
  const units = await tx.query<{ unitId: string }>(UNREACHED, [unitIds]);
  return new Set(units.map(({ unitId }) => unitId));
}
