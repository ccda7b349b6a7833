import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { make, UnitDissolved, UnitRenamed, UnitsMerged } from '#contracts';
import { canonicalJson, refuseFile, uuidFrom } from '#kernel';
import { outgoing, Transaction, type Tx } from '#messaging';
import { loadUnitsFrom } from '../database/load-facts.js';
import { lockRegistry } from '../database/registry-lock.js';
import {
  endUnits,
  insertSuccessions,
  insertUnitChange,
  insertUnits,
  raiseUnitRevisions,
  renameUnits,
} from '../database/write-units.js';
import { asRowError } from '../rules/fault.js';
import { planUnitChange, type UnitChangePlan } from '../rules/plan-unit-change.js';
import type { UnitDecision } from '../rules/unit-decision.js';
import { unitEstablished } from '../rules/unit.js';
import type { ChangeUnits } from '../unit-change.command.js';

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
      const recorded = { id, ...decision };
      await insertUnitChange(tx, { kind: 'change', effectiveDate, decision: recorded, subject, summary });
      await write(tx, plan, effectiveDate, recorded);
      return summary;
    });
  }
}

async function write(tx: Tx, plan: UnitChangePlan, effectiveDate: string, decision: UnitDecision): Promise<void> {
  const { ended, established, merged, dissolved, renamed, successions } = plan;
  const endedIds = ended.map(({ id }) => id);
  // Before the new ones: the exclusion lets a code be used again only after its unit has ended.
  await endUnits(tx, endedIds, effectiveDate, decision.id);
  await renameUnits(tx, renamed, effectiveDate, decision);
  await insertUnits(tx, established, decision);
  await insertSuccessions(tx, successions, effectiveDate, decision.id);
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
