import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Cause, ClassTypeCode, DutyKind, WaitingReason } from '#contracts';

@Entity('training_duty')
export class DutyRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('uuid', { name: 'programme_id' }) programmeId!: string;
  @Column('text') kind!: DutyKind;
  @Column('int', { nullable: true }) period!: number | null;
  @Column('text') status!: 'open' | 'fulfilled' | 'waived';
  @Column('text') cohort!: string;
  @Column('text', { name: 'class_type' }) classType!: ClassTypeCode;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('date', { name: 'opened_on' }) openedOn!: string;
  @Column('date') deadline!: string;
  @Column('text', { nullable: true }) cause!: Cause | null;
  @Column('uuid', { name: 'batch_id', nullable: true }) batchId!: string | null;
  @Column('int') moves!: number;
  @Column('int') revision!: number;
  @Column('date', { name: 'waiting_since', nullable: true }) waitingSince!: string | null;
  /** What the person waits to be taught, where the programme has classes for each skill. */
  @Column('text', { name: 'waiting_skill', nullable: true }) waitingSkill!: string | null;
  @Column('text', { name: 'waiting_reason', nullable: true }) waitingReason!: WaitingReason | null;
  @Column('date', { name: 'fulfilled_on', nullable: true }) fulfilledOn!: string | null;
  @Column('uuid', { name: 'certificate_id', nullable: true }) certificateId!: string | null;
}
