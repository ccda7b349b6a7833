import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString } from 'class-validator';
import { outgoing, Transaction } from '#messaging';
import { readRows, type UploadedFile } from '#sheets';
import { loadUnitsFrom } from '../database/load-facts.js';
import { lockRegistry } from '../database/registry-lock.js';
import { insertUnits } from '../database/write-units.js';
import { intoFaults, refuseFaults, type Fault } from '../rules/fault.js';
import { planEstablishment } from '../rules/plan-establishment.js';
import { readUnit, UNIT_COLUMNS, unitEstablished, type UnitDraft } from '../rules/unit.js';
import { IsCalendarDate } from '../calendar-date.js';

export class ImportUnits {
  @ApiProperty({ format: 'date' }) @IsCalendarDate() validFrom!: string;
  @ApiProperty() @IsString() @IsNotEmpty() decision!: string;
  /** Says what would be established, with every fault, and does nothing. */
  @ApiPropertyOptional({ type: Boolean }) @IsOptional() @IsIn(['true', 'false']) dryRun?: 'true' | 'false';
}

const MOST_ROWS = 1_000_000;

/** Establishes the units of a file that the registry does not have; the same file again changes nothing. */
@Injectable()
export class ImportUnitsHandler {
  constructor(private readonly transaction: Transaction) {}

  async execute(
    { validFrom, decision, dryRun }: ImportUnits,
    { content, format }: UploadedFile,
  ): Promise<{ rows: number; established: number }> {
    const faults: Fault[] = [];
    let rows = 0;
    const drafts: UnitDraft[] = [];
    const expected = { service: 'STAFF', format, columns: UNIT_COLUMNS, mostRows: MOST_ROWS };
    for await (const row of readRows(content, expected, intoFaults(faults))) {
      rows += 1;
      const draft = readUnit(row, faults);
      if (draft) drafts.push(draft);
    }
    return this.transaction.run(async tx => {
      await lockRegistry(tx, 'alone');
      const units = planEstablishment(drafts, await loadUnitsFrom(tx, validFrom), validFrom, faults);
      refuseFaults(faults);
      if (dryRun === 'true') return { rows, established: units.length };
      await insertUnits(tx, units, decision);
      tx.publish(...units.map(unit => outgoing(unitEstablished(unit), { key: unit.id, revision: unit.revision })));
      return { rows, established: units.length };
    });
  }
}
