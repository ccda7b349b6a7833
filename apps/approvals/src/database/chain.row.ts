import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('chain')
export class ChainRow {
  @PrimaryColumn('text', { name: 'subject_type' }) subjectType!: string;
  @Column('jsonb') steps!: { role: string }[];
}
