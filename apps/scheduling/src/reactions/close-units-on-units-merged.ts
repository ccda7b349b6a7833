import { Injectable } from '@nestjs/common';
import type { UnitsMerged } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';
import { closeUnits } from '../database/close-units.js';

/** Units that became part of another one host no class from that day on. */
@Injectable()
export class CloseUnitsOnUnitsMerged implements Reaction<UnitsMerged> {
  async handle(events: Received<UnitsMerged>[], tx: Tx): Promise<void> {
    await closeUnits(
      tx,
      events.flatMap(({ data: { predecessorUnitIds, effectiveDate } }) =>
        predecessorUnitIds.map(unitId => ({ unitId, effectiveDate })),
      ),
    );
  }
}
