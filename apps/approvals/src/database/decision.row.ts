import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { Decision } from '../rules/decide-step.js';

@Entity('decision')
@Unique(['proposalId', 'decidedBy'])
export class DecisionRow {
  @PrimaryColumn('uuid', { name: 'proposal_id' }) proposalId!: string;
  @PrimaryColumn('int') step!: number;
  @Column('text') role!: string;
  @Column('text') decision!: Decision;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { name: 'decided_by' }) decidedBy!: string;
  @Column('timestamptz', { name: 'decided_at' }) decidedAt!: Date;
  @Column('text', { name: 'content_hash' }) contentHash!: string;
}
