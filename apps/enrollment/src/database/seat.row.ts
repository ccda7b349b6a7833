import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GrantedBy } from '#contracts';

@Entity('seat')
export class SeatRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'class_id' }) classId!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('boolean') desk!: boolean;
  @Column('date', { name: 'starts_on' }) startsOn!: string;
  @Column('text') status!: 'granted' | 'released' | 'attended' | 'absent';
  @Column('text', { name: 'granted_by' }) grantedBy!: GrantedBy;
  @Column('uuid', { name: 'reservation_id', nullable: true }) reservationId!: string | null;
  @Column('date', { name: 'confirmed_on', nullable: true }) confirmedOn!: string | null;
  @Column('text', { name: 'placed_by', nullable: true }) placedBy!: string | null;
  @Column('int') revision!: number;
}
