import { Injectable } from '@nestjs/common';
import { InvalidInputError, rowError } from '#kernel';
import { Transaction } from '#messaging';
import { writeDistances } from '../database/planning-settings.js';
import { readUnits } from '../database/read-units.js';
import { readDistances, type DistanceFault } from '../rules/read-distances.js';

const MOST_FAULTS = 100;

/** Takes a file of distances or travel times by road, whole or not at all; later plans travel by it. */
@Injectable()
export class UploadRoadDistancesHandler {
  constructor(private readonly transaction: Transaction) {}

  execute(text: string): Promise<{ roads: number }> {
    return this.transaction.run(async tx => {
      const units = [...(await readUnits(tx)).values()].filter(unit => unit.validTo === null);
      const { roads, faults } = readDistances(text, new Map(units.map(unit => [unit.code, unit.id])));
      if (faults.length > 0)
        throw new InvalidInputError(
          'SCHEDULING.DISTANCES_WRONG',
          { count: faults.length },
          faults.slice(0, MOST_FAULTS).map(asRowError),
          faults.length,
        );
      await writeDistances(tx, roads);
      return { roads: roads.length };
    });
  }
}

const asRowError = ({ row, field, value }: DistanceFault) =>
  rowError(row, field, field === 'km' ? 'SCHEDULING.DISTANCE_WRONG' : 'SCHEDULING.DISTANCE_UNIT_UNKNOWN', { value });
