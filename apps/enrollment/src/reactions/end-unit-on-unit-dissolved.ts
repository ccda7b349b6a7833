import { Injectable } from '@nestjs/common';
import type { UnitDissolved } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';
import { endUnits } from '../database/end-units.js';

/** From the day on, the unit gives nobody a view of people. Its own people are told about one by one. */
@Injectable()
export class EndUnitOnUnitDissolved implements Reaction<UnitDissolved> {
  async handle(events: Received<UnitDissolved>[], tx: Tx): Promise<void> {
    await endUnits(
      tx,
      events.map(({ data }) => ({ unitId: data.unitId, on: data.effectiveDate })),
    );
  }
}
