import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DutyCode, PostCode, UnitLevel } from '#contracts';

@Entity('person_state')
export class PersonStateRow {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @Column('int') revision!: number;
  @Column('uuid', { name: 'unit_id', nullable: true }) unitId!: string | null;
  @Column('text', { name: 'unit_level', nullable: true }) unitLevel!: UnitLevel | null;
  @Column('text', { nullable: true }) post!: PostCode | null;
  @Column('text', { array: true }) duties!: DutyCode[];
  @Column('date', { name: 'effective_date', nullable: true }) effectiveDate!: string | null;
  @Column('date', { name: 'left_on', nullable: true }) leftOn!: string | null;
  @Column('int', { name: 'training_revision', default: 0 }) trainingRevision!: number;
}
