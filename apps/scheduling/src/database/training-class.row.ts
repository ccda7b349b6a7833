import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ClassTypeCode } from '#contracts';

@Entity('training_class')
@Index('training_class_unfilled', ['id'], { where: `status = 'open' AND NOT filled` })
export class TrainingClassRow {
  @PrimaryColumn('uuid') id!: string;
  @Index('training_class_plan') @Column('uuid', { name: 'plan_id' }) planId!: string;
  @Column('uuid', { name: 'programme_id' }) programmeId!: string;
  @Column('text', { name: 'class_type' }) classType!: ClassTypeCode;
  @Column('uuid', { name: 'host_unit_id' }) hostUnitId!: string;
  @Column('date', { name: 'starts_on' }) startsOn!: string;
  @Column('date', { name: 'ends_on' }) endsOn!: string;
  @Column('int') minimum!: number;
  @Column('int') maximum!: number;
  @Column('int') people!: number;
  @Column('text', { default: 'planned' }) status!: 'planned' | 'open' | 'cancelled';
  /** Enrollment has offered its seats to everybody who waits, at least once. */
  @Column('boolean', { default: false }) filled!: boolean;
  @Column('int', { name: 'filled_revision', default: 0 }) filledRevision!: number;
  @Column('int', { default: 0 }) granted!: number;
  /** The planner's trainer. */
  @Column('text', { name: 'trainer_id', nullable: true }) trainerId!: string | null;
  /** Subject of the account that teaches the class. */
  @Column('text', { nullable: true }) trainer!: string | null;
  /** Counts the messages about the class. */
  @Column('int', { name: 'told_revision', default: 1 }) toldRevision!: number;
}
