import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString } from 'class-validator';
import { outgoing, Transaction } from '#messaging';
import { loadUnitsFrom } from '../database/load-facts.js';
import { lockRegistry } from '../database/registry-lock.js';
import { insertUnits } from '../database/write-units.js';
import { readFile } from '../files/read-file.js';
import { refuseFaults, type Fault } from '../rules/fault.js';
import { planEstablishment } from '../rules/plan-establishment.js';
import { readUnit, UNIT_COLUMNS, unitEstablished } from '../rules/unit.js';
import { IsCalendarDate } from '../calendar-date.js';

export class ImportUnits {
  @ApiProperty({ format: 'date' }) @IsCalendarDate() validFrom!: string;
  @ApiProperty() @IsString() @IsNotEmpty() decision!: string;
}

/** Establishes the units of a file that the registry does not have; the same file again changes nothing. */
@Injectable()
export class ImportUnitsHandler {
  constructor(private readonly transaction: Transaction) {}

  execute({ validFrom, decision }: ImportUnits, bytes: Buffer): Promise<{ rows: number; established: number }> {
    const faults: Fault[] = [];
    const rows = readFile(bytes, 'csv', UNIT_COLUMNS, faults);
    const drafts = rows.flatMap(row => readUnit(row, faults) ?? []);
    return this.transaction.run(async tx => {
      await lockRegistry(tx, 'alone');
      const units = planEstablishment(drafts, await loadUnitsFrom(tx, validFrom), validFrom, faults);
      refuseFaults(faults);
      await insertUnits(tx, units, decision);
      tx.publish(...units.map(unit => outgoing(unitEstablished(unit), { key: unit.id, revision: unit.revision })));
      return { rows: rows.length, established: units.length };
    });
  }
}
