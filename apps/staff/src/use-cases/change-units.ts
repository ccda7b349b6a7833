import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsDefined,
  IsIn,
  IsLatitude,
  IsLongitude,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  ValidateNested,
} from 'class-validator';
import { make, UNIT_LEVELS, UnitDissolved, UnitRenamed, UnitsMerged, type UnitLevel } from '#contracts';
import { canonicalJson, refuseFile, uuidFrom } from '#kernel';
import { outgoing, Transaction, type Tx } from '#messaging';
import { loadUnitsFrom } from '../database/load-facts.js';
import { lockRegistry } from '../database/registry-lock.js';
import { endUnits, insertSuccessions, insertUnits, raiseUnitRevisions, renameUnits } from '../database/write-units.js';
import { asRowError } from '../rules/fault.js';
import { planUnitChange, type UnitChangePlan } from '../rules/plan-unit-change.js';
import { unitEstablished } from '../rules/unit.js';
import { IsCalendarDate } from '../calendar-date.js';

const MOST = 20_000;

class UnitToEstablish {
  @ApiProperty() @Matches(/^[A-Z0-9][A-Z0-9.-]{0,19}$/) code!: string;
  @ApiProperty() @IsString() @IsNotEmpty() name!: string;
  @ApiProperty() @IsString() @IsNotEmpty() kind!: string;
  @ApiProperty({ enum: UNIT_LEVELS }) @IsIn(UNIT_LEVELS) level!: UnitLevel;
  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() parentCode?: string | null;
  @ApiPropertyOptional({ type: Number }) @IsOptional() @IsLongitude() longitude?: number | null;
  @ApiPropertyOptional({ type: Number }) @IsOptional() @IsLatitude() latitude?: number | null;
}

class Merge {
  @ApiProperty() @IsString() @IsNotEmpty() oldCode!: string;
  @ApiProperty() @IsString() @IsNotEmpty() newCode!: string;
}

class Rename {
  @ApiProperty() @IsString() @IsNotEmpty() code!: string;
  @ApiPropertyOptional() @IsOptional() @Matches(/^[A-Z0-9][A-Z0-9.-]{0,19}$/) newCode?: string;
  @ApiProperty() @IsString() @IsNotEmpty() name!: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @IsNotEmpty() kind?: string;
}

class Division {
  @ApiProperty() @IsString() @IsNotEmpty() code!: string;
  @ApiProperty({ type: [String] }) @ArrayNotEmpty() @IsString({ each: true }) newCodes!: string[];
}

class Decision {
  @ApiProperty() @IsString() @IsNotEmpty() number!: string;
  @ApiProperty({ format: 'date' }) @IsCalendarDate() issuedOn!: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @IsNotEmpty() issuer?: string;
}

export class ChangeUnits {
  @ApiProperty({ format: 'date' }) @IsCalendarDate() effectiveDate!: string;
  @ApiProperty() @IsDefined() @ValidateNested() @Type(() => Decision) decision!: Decision;
  @ApiProperty({ type: [UnitToEstablish] })
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => UnitToEstablish)
  establish!: UnitToEstablish[];
  @ApiProperty({ type: [Merge] })
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => Merge)
  merges!: Merge[];
  @ApiProperty({ type: [String] }) @ArrayMaxSize(MOST) @IsString({ each: true }) dissolve!: string[];
  /** Units that go on under another name, kind or code. */
  @ApiPropertyOptional({ type: [Rename] })
  @IsOptional()
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => Rename)
  rename?: Rename[];
  /** Units that end, each with those that take its place. */
  @ApiPropertyOptional({ type: [Division] })
  @IsOptional()
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => Division)
  split?: Division[];
  /** Units that go on, each with those that were taken out of it. */
  @ApiPropertyOptional({ type: [Division] })
  @IsOptional()
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => Division)
  separate?: Division[];
}

export class DryRun {
  /** Says what would happen, with every fault, and does nothing. */
  @ApiPropertyOptional({ type: Boolean }) @IsOptional() @IsIn(['true', 'false']) dryRun?: 'true' | 'false';
}

export interface UnitChangeView {
  id: string;
  ended: number;
  established: number;
  merged: number;
  dissolved: number;
  renamed: number;
  successions: number;
}

/** Ends old units, establishes new ones and records who follows whom: one decision, one transaction, once. */
@Injectable()
export class ChangeUnitsHandler {
  constructor(private readonly transaction: Transaction) {}

  execute(command: ChangeUnits, subject: string, dryRun = false): Promise<UnitChangeView> {
    const { effectiveDate, decision } = command;
    const id = uuidFrom('unit-change', canonicalJson(command));
    return this.transaction.run(async tx => {
      await lockRegistry(tx, 'alone');
      const [done] = await tx.query<{ summary: UnitChangeView }>('SELECT summary FROM unit_change WHERE id = $1', [id]);
      if (done) return done.summary;
      const plan = planUnitChange(withRows(command), await loadUnitsFrom(tx, effectiveDate));
      refuseFile('STAFF', plan.faults.map(asRowError));
      const source = `${decision.number} (${decision.issuedOn})`;
      if (!dryRun) await write(tx, plan, effectiveDate, source);
      const summary = {
        id,
        ended: plan.ended.length,
        established: plan.established.length,
        merged: plan.merged.length,
        dissolved: plan.dissolved.length,
        renamed: plan.renamed.length,
        successions: plan.successions.length,
      };
      if (dryRun) return summary;
      const { issuer = null, issuedOn } = decision;
      await tx.query(
        `INSERT INTO unit_change (id, effective_date, decision, issuer, issued_on, summary, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, effectiveDate, decision.number, issuer, issuedOn, JSON.stringify(summary), subject],
      );
      return summary;
    });
  }
}

async function write(tx: Tx, plan: UnitChangePlan, effectiveDate: string, decision: string): Promise<void> {
  const { ended, established, merged, dissolved, renamed, successions } = plan;
  const endedIds = ended.map(({ id }) => id);
  // Before the new ones: the exclusion lets a code be used again only after its unit has ended.
  await endUnits(tx, endedIds, effectiveDate);
  await renameUnits(tx, renamed, effectiveDate, decision);
  await insertUnits(tx, established, decision);
  await insertSuccessions(tx, successions, effectiveDate);
  const told = [
    ...merged.map(({ successor }) => successor.id),
    ...dissolved.map(({ id }) => id),
    ...renamed.map(({ unit }) => unit.id),
  ];
  const revisions = await raiseUnitRevisions(tx, told);
  const about = (unitId: string) => ({ key: unitId, revision: revisions.get(unitId) ?? 1 });
  tx.publish(...established.map(unit => outgoing(unitEstablished(unit), { key: unit.id, revision: unit.revision })));
  for (const { successor, predecessors } of merged) {
    const predecessorUnitIds = predecessors.map(({ id }) => id);
    const event = make(UnitsMerged, { successorUnitId: successor.id, predecessorUnitIds, effectiveDate });
    tx.publish(outgoing(event, about(successor.id)));
  }
  for (const { unit, code, name, kind } of renamed)
    tx.publish(outgoing(make(UnitRenamed, { unitId: unit.id, code, name, kind, effectiveDate }), about(unit.id)));
  for (const { id } of dissolved) tx.publish(outgoing(make(UnitDissolved, { unitId: id, effectiveDate }), about(id)));
}

function withRows({ establish, ...change }: ChangeUnits) {
  return {
    ...change,
    establish: establish.map((unit, index) => ({
      row: index + 1,
      code: unit.code,
      name: unit.name.normalize('NFC'),
      kind: unit.kind.normalize('NFC'),
      level: unit.level,
      parentCode: unit.parentCode || null,
      longitude: unit.longitude ?? null,
      latitude: unit.latitude ?? null,
    })),
  };
}
