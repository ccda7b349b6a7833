import { Injectable } from '@nestjs/common';
import type { UnitDissolved } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';
import { closeUnits } from '../database/close-units.js';

/** A unit without successor hosts no class from that day on. */
@Injectable()
export class CloseUnitOnUnitDissolved implements Reaction<UnitDissolved> {
  async handle(events: Received<UnitDissolved>[], tx: Tx): Promise<void> {
    await closeUnits(
      tx,
      events.map(({ data }) => data),
    );
  }
}
