import type { DutyCode } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('concurrent_duty')
export class ConcurrentDutyRow {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @PrimaryColumn('text') duty!: DutyCode;
  @PrimaryColumn('daterange') valid!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
}
