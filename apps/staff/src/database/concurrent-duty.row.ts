import type { DutyCode } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('concurrent_duty')
export class ConcurrentDutyRow {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @PrimaryColumn('text') duty!: DutyCode;
  @PrimaryColumn('date', { insert: false, update: false }) begins!: string;
  @Column('daterange') valid!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  /** Since when it is known to be so. */
  @Column('timestamptz', { name: 'recorded_at', default: () => 'now()' }) recordedAt!: Date;
  /** Since when, until it was recorded to end, it had been known to go on; null where that stands among the past. */
  @Column('timestamptz', { name: 'open_known_at', nullable: true }) openKnownAt!: Date | null;
}
