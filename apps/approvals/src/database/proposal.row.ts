import { Column, Entity, Generated, PrimaryColumn, Unique } from 'typeorm';
import type { ProposalStatus } from '../rules/decide-step.js';
import type { ProposalContent } from '../rules/proposal-content.js';

@Entity('proposal')
@Unique(['subjectType', 'subjectId', 'contentHash'])
export class ProposalRow {
  @PrimaryColumn('uuid') id!: string;
  /** Running number: the order of submission, and the cursor of lists. */
  @Column('bigint', { unique: true }) @Generated('increment') number!: string;
  @Column('text', { name: 'subject_type' }) subjectType!: string;
  @Column('uuid', { name: 'subject_id' }) subjectId!: string;
  @Column('int', { name: 'subject_revision' }) subjectRevision!: number;
  @Column('text', { name: 'content_hash' }) contentHash!: string;
  @Column('jsonb') content!: ProposalContent;
  @Column('text', { name: 'submitted_by' }) submittedBy!: string;
  @Column('timestamptz', { name: 'submitted_at' }) submittedAt!: Date;
  @Column('jsonb') chain!: { role: string }[];
  @Column('text') status!: ProposalStatus;
  @Column('int', { name: 'current_step', default: 0 }) currentStep!: number;
  @Column('int', { default: 1 }) version!: number;
}
