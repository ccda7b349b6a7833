import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ClassTypeCode } from '#contracts';

@Entity('training_class')
export class ClassRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'plan_id' }) planId!: string;
  @Column('uuid', { name: 'programme_id' }) programmeId!: string;
  @Column('text', { name: 'class_type' }) classType!: ClassTypeCode;
  /** The one skill that it teaches; null where it teaches everybody their own. */
  @Column('text', { nullable: true }) skill!: string | null;
  @Column('text') purpose!: 'year' | 'supplementary';
  @Column('uuid', { name: 'host_unit_id' }) hostUnitId!: string;
  @Column('date', { name: 'starts_on' }) startsOn!: string;
  @Column('date', { name: 'ends_on' }) endsOn!: string;
  @Column('int') minimum!: number;
  @Column('int') maximum!: number;
  /** Kept by the triggers of `seat`. */
  @Column('int', { default: 0 }) granted!: number;
  /** Seats that only people of the units that reserved them may take. */
  @Column('int', { default: 0 }) reserved!: number;
  /** Approved seats above the maximum. */
  @Column('int', { default: 0 }) extra!: number;
  @Column('int', { nullable: true }) announced!: number | null;
  @Column('text', { default: 'open' }) status!: 'open' | 'held' | 'cancelled';
  @Column('int', { name: 'fill_revision', default: 0 }) fillRevision!: number;
  /** Subject of the account that teaches it. */
  @Index('training_class_trainer', { where: 'trainer IS NOT NULL' })
  @Column('text', { nullable: true })
  trainer!: string | null;
  /** Of the message that named the trainer. */
  @Column('int', { name: 'trainer_revision', default: 0 }) trainerRevision!: number;
}
