import type { DutyCode } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('concurrent_duty')
export class ConcurrentDutyRow {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @PrimaryColumn('text') duty!: DutyCode;
  @PrimaryColumn('daterange') valid!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  /** Since when it is known to be so. */
  @Column('timestamptz', { name: 'recorded_at', default: () => 'now()' }) recordedAt!: Date;
}
