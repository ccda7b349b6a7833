import type { SuccessionKind } from '../rules/plan-unit-change.js';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('unit_succession')
export class UnitSuccessionRow {
  @PrimaryColumn('uuid', { name: 'predecessor_id' }) predecessorId!: string;
  @PrimaryColumn('uuid', { name: 'successor_id' }) successorId!: string;
  /** Merged into, split into, or separated from while the old unit goes on. */
  @Column('text', { default: 'merger' }) kind!: SuccessionKind;
  @Column('date', { name: 'effective_on' }) effectiveOn!: string;
  @Column('uuid', { name: 'change_id', nullable: true }) changeId!: string | null;
}
