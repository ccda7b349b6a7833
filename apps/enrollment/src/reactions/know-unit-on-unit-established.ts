import { Injectable } from '@nestjs/common';
import type { UnitEstablished } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

// The news of its end may have come first; then only the beginning is new.
const KNOW = `
  INSERT INTO known_unit (id, parent_id, valid_from)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::date[])
  ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, valid_from = excluded.valid_from`;

/** Keeps the tree of units, by which people are shown to the officers of their units. */
@Injectable()
export class KnowUnitOnUnitEstablished implements Reaction<UnitEstablished> {
  async handle(events: Received<UnitEstablished>[], tx: Tx): Promise<void> {
    const units = new Map(events.map(({ data }) => [data.unitId, data]));
    const all = [...units.values()];
    await tx.query(KNOW, [
      all.map(({ unitId }) => unitId),
      all.map(({ parentUnitId }) => parentUnitId),
      all.map(({ validFrom }) => validFrom),
    ]);
  }
}
