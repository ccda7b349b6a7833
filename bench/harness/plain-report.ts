import { Column, Entity, Index, PrimaryColumn, type DataSource } from 'typeorm';
import type { StaffReassigned } from '#contracts';
import type { PlainMessage } from './plain-consumer.js';
import type { PlainDuty } from './plain-training.js';

// What the reports are made of, one entity for each kind of fact.

@Entity({ schema: 'plain_report', name: 'move' })
export class PlainMoveFact {
  @PrimaryColumn('uuid') personId!: string;
  @PrimaryColumn('int') revision!: number;
  @Column('text') cause!: string;
  @Index() @Column('uuid') batchId!: string;
  @Column('date') effectiveDate!: string;
  @Column('uuid') unitId!: string;
}

@Entity({ schema: 'plain_report', name: 'duty' })
export class PlainDutyFact {
  @PrimaryColumn('uuid') id!: string;
  @Index() @Column('uuid') personId!: string;
  @Column('text') status!: string;
  @Column('uuid') unitId!: string;
  @Column('date') openedOn!: string;
  @Column('date') deadline!: string;
  @Column('uuid') batchId!: string;
  @Column('int') revision!: number;
}

@Entity({ schema: 'plain_report', name: 'duty_change' })
export class PlainDutyChange {
  @PrimaryColumn('uuid') dutyId!: string;
  @PrimaryColumn('int') revision!: number;
  @Column('text') change!: string;
  @Index() @Column('uuid') batchId!: string;
}

export async function reportMove({ manager }: DataSource, { payload, headers }: PlainMessage): Promise<void> {
  const { personId, cause, batchId, effectiveDate, after } = payload as StaffReassigned;
  const revision = Number(headers['revision']);
  const fact = { personId, revision, cause, batchId: String(batchId), effectiveDate, unitId: after.unitId };
  await manager.save(manager.create(PlainMoveFact, fact));
}

export async function reportDuty({ manager }: DataSource, { payload, headers }: PlainMessage): Promise<void> {
  const { id, personId, status, unitId, openedOn, deadline, batchId, revision } = payload as PlainDuty;
  const duty = { id, personId, status, unitId, openedOn, deadline, batchId, revision };
  const change = { dutyId: id, revision, change: String(headers['type']), batchId };
  await manager.save([manager.create(PlainDutyFact, duty), manager.create(PlainDutyChange, change)]);
}
