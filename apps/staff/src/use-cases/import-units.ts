import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { newId, refuseFile } from '#kernel';
import { outgoing, Transaction } from '#messaging';
import type { UploadedFile } from '#sheets';
import { loadUnitsFrom } from '../database/load-facts.js';
import { lockRegistry } from '../database/registry-lock.js';
import { insertUnitChange, insertUnits } from '../database/write-units.js';
import { asRowError, type Fault } from '../rules/fault.js';
import { planEstablishment } from '../rules/plan-establishment.js';
import { readUnit, UNIT_COLUMNS, unitEstablished, type UnitDraft } from '../rules/unit.js';
import { IsCalendarDate } from '../calendar-date.js';
import { readFileRows } from '../read-file-rows.js';

export class ImportUnits {
  @ApiProperty({ format: 'date' }) @IsCalendarDate() validFrom!: string;
  /** Number, date and issuer of the decision that the list belongs to. */
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) decision!: string;
  @ApiProperty({ format: 'date' }) @IsCalendarDate() issuedOn!: string;
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) issuer!: string;
  /** Says what would be established, with every fault, and does nothing. */
  @ApiPropertyOptional({ type: Boolean }) @IsOptional() @IsIn(['true', 'false']) dryRun?: 'true' | 'false';
}

/** Establishes the units of a file that the registry does not have; the same file again changes nothing. */
@Injectable()
export class ImportUnitsHandler {
  constructor(private readonly transaction: Transaction) {}

  async execute(
    { validFrom, decision: number, issuedOn, issuer, dryRun }: ImportUnits,
    file: UploadedFile,
    subject: string,
  ): Promise<{ rows: number; established: number }> {
    const faults: Fault[] = [];
    let rows = 0;
    const drafts: UnitDraft[] = [];
    for await (const row of readFileRows(file, UNIT_COLUMNS, faults)) {
      rows += 1;
      const draft = readUnit(row, faults);
      if (draft) drafts.push(draft);
    }
    return this.transaction.run(async tx => {
      await lockRegistry(tx, 'alone');
      const units = planEstablishment(drafts, await loadUnitsFrom(tx, validFrom), validFrom, faults);
      refuseFile('STAFF', faults.map(asRowError));
      // A list that brings nothing new decides nothing.
      if (dryRun === 'true' || units.length === 0) return { rows, established: units.length };
      const decision = { id: newId(), number, issuedOn, issuer };
      const summary = { rows, established: units.length };
      await insertUnitChange(tx, { kind: 'import', effectiveDate: validFrom, decision, subject, summary });
      await insertUnits(tx, units, decision);
      tx.publish(...units.map(unit => outgoing(unitEstablished(unit), { key: unit.id, revision: unit.revision })));
      return summary;
    });
  }
}
