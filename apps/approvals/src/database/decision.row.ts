import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Decision } from '../rules/decide-step.js';

@Entity('decision')
export class DecisionRow {
  @PrimaryColumn('uuid', { name: 'proposal_id' }) proposalId!: string;
  @PrimaryColumn('int') step!: number;
  @Column('text') role!: string;
  @Column('text') decision!: Decision;
  @Column('text', { nullable: true }) reason!: string | null;
  @PrimaryColumn('text', { name: 'decided_by' }) decidedBy!: string;
  @Column('timestamptz', { name: 'decided_at' }) decidedAt!: Date;
  @Column('text', { name: 'content_hash' }) contentHash!: string;
  @PrimaryColumn('int', { default: 1 }) round!: number;
  @Column('text', { name: 'on_behalf_of', nullable: true }) onBehalfOf!: string | null;
  @Column('text', { name: 'outside_reference', nullable: true }) outsideReference!: string | null;
  @Column('uuid', { name: 'document_id', nullable: true }) documentId!: string | null;
  /** The units that were spoken for; null: all. */
  @Column('uuid', { name: 'unit_ids', array: true, nullable: true }) unitIds!: string[] | null;
}
