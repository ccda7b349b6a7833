import { Injectable } from '@nestjs/common';
import type { UnitRenamed } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

/** Shows a unit under its present name and code; plans that were made keep its id. */
@Injectable()
export class RenameUnitOnUnitRenamed implements Reaction<UnitRenamed> {
  async handle(events: Received<UnitRenamed>[], tx: Tx): Promise<void> {
    for (const { data } of events)
      await tx.query('UPDATE known_unit SET code = $2, name = $3, kind = $4 WHERE id = $1', [
        data.unitId,
        data.code,
        data.name,
        data.kind,
      ]);
  }
}
