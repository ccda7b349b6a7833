import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ChainStep } from '../rules/chain.js';

@Entity('chain')
export class ChainRow {
  @PrimaryColumn('text', { name: 'subject_type' }) subjectType!: string;
  @Column('jsonb') steps!: ChainStep[];
  @Column('int', { name: 'undo_minutes', default: 0 }) undoMinutes!: number;
  @Column('int', { default: 1 }) version!: number;
}
