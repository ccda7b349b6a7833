import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('seat')
export class SeatRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'class_id' }) classId!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('boolean') desk!: boolean;
  @Column('date', { name: 'starts_on' }) startsOn!: string;
  @Column('text') status!: 'granted' | 'released' | 'attended' | 'absent';
  @Column('text', { name: 'granted_by' }) grantedBy!: 'seat-plan' | 'reach';
  @Column('int') revision!: number;
}
