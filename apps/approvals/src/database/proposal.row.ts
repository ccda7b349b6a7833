import { Column, Entity, Generated, Index, PrimaryColumn, Unique } from 'typeorm';
import type { ProposalContent, ProposalKind, UnitPart } from '#contracts';
import type { ChainStep } from '../rules/chain.js';
import type { ProposalStatus } from '../rules/decide-step.js';

@Entity('proposal')
@Unique('one_proposal_per_request', ['subjectType', 'subjectId', 'contentHash', 'subjectRevision'])
@Index('one_undecided_per_content', ['subjectType', 'subjectId', 'contentHash'], {
  unique: true,
  where: `status = 'open' OR NOT announced`,
})
export class ProposalRow {
  @PrimaryColumn('uuid') id!: string;
  /** Running number: the order of submission, and the cursor of lists. */
  @Column('bigint', { unique: true }) @Generated('increment') number!: string;
  @Column('text', { name: 'subject_type' }) subjectType!: ProposalKind;
  @Column('uuid', { name: 'subject_id' }) subjectId!: string;
  @Column('int', { name: 'subject_revision' }) subjectRevision!: number;
  @Column('text', { name: 'content_hash' }) contentHash!: string;
  @Column('jsonb') content!: ProposalContent;
  @Column('text', { name: 'submitted_by' }) submittedBy!: string;
  @Column('timestamptz', { name: 'submitted_at' }) submittedAt!: Date;
  @Column('jsonb') chain!: ChainStep[];
  @Column('text') status!: ProposalStatus;
  @Column('int', { name: 'current_step', default: 0 }) currentStep!: number;
  @Column('int', { default: 1 }) version!: number;
  @Column('uuid', { name: 'unit_ids', array: true, default: {} }) unitIds!: string[];
  @Column('jsonb', { default: [] }) parts!: UnitPart[];
  @Column('uuid', { name: 'previous_id', nullable: true }) previousId!: string | null;
  @Column('int', { name: 'undo_minutes', default: 0 }) undoMinutes!: number;
  @Column('text', { name: 'claimed_by', nullable: true }) claimedBy!: string | null;
  @Column('date', { name: 'due_on', nullable: true }) dueOn!: string | null;
  @Column('boolean', { default: false }) reminded!: boolean;
  @Column('boolean', { default: false }) escalated!: boolean;
  @Column('timestamptz', { name: 'effective_at', nullable: true }) effectiveAt!: Date | null;
  @Column('boolean', { default: false }) announced!: boolean;
  @Column('int', { default: 1 }) round!: number;
}
