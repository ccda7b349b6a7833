import type { Cause } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Action } from '../rules/move.js';

@Entity('reassignment_by_hand')
export class ReassignmentByHandRow {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  /** The revision of the person that the change made. */
  @PrimaryColumn('int') revision!: number;
  @Column('text') action!: Action;
  @Column('text') cause!: Cause;
  @Column('text') decision!: string;
  @Column('date', { name: 'effective_date' }) effectiveDate!: string;
  /** The day of the next change that was recorded before, when it came late. */
  @Column('date', { nullable: true }) until!: string | null;
  @Column('text', { name: 'changed_by' }) changedBy!: string;
  @Column('timestamptz', { name: 'changed_at', default: () => 'now()' }) changedAt!: Date;
}
