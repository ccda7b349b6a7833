import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PlanContent, PlanKind } from '../rules/plan-content.js';
import type { PlanStatus } from './read-plan.js';

@Entity('plan')
@Index('plan_one_undecided_supplementary', ['programmeId'], {
  unique: true,
  where: `kind = 'supplementary' AND status IN ('draft', 'submitted')`,
})
export class PlanRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: PlanKind;
  @Column('uuid', { name: 'programme_id' }) programmeId!: string;
  @Column('text', { name: 'class_types', array: true }) classTypes!: string[];
  @Column('text') status!: PlanStatus;
  @Column('jsonb') content!: PlanContent;
  @Column('text', { name: 'content_hash' }) contentHash!: string;
  @Column('jsonb') certificate!: object;
  @Column('text', { name: 'input_hash' }) inputHash!: string;
  @Column('text', { name: 'submitted_by', nullable: true }) submittedBy!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('int', { default: 1 }) version!: number;
}
