import type { Tx } from '#messaging';

const END = `
  INSERT INTO known_unit (id, ended_on)
  SELECT DISTINCT ON (id) id, ended_on FROM unnest($1::uuid[], $2::date[]) AS e (id, ended_on) ORDER BY id, ended_on
  ON CONFLICT (id) DO UPDATE SET ended_on = excluded.ended_on`;

/** Marks units as ended, also those whose beginning was not told yet. */
export async function endUnits(tx: Tx, ends: readonly { unitId: string; on: string }[]): Promise<void> {
  await tx.query(END, [ends.map(({ unitId }) => unitId), ends.map(({ on }) => on)]);
}
