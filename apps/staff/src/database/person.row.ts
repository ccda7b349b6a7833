import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('person')
export class PersonRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'staff_code', unique: true }) staffCode!: string;
  @Column('text', { name: 'full_name' }) fullName!: string;
  @Column('int') revision!: number;
  @Column('text') status!: 'serving' | 'left';
  @Column('timestamptz', { name: 'erased_at', nullable: true }) erasedAt!: Date | null;
}
