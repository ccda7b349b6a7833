import type { ReportFigures } from '#contracts';
import { Column, Entity, Generated, PrimaryColumn } from 'typeorm';
import type { ReportPeriod } from '../rules/report-period.js';

@Entity('report')
export class ReportRow {
  @PrimaryColumn('uuid') id!: string;
  /** Running number: the order of publication, and the cursor of lists. */
  @Column('bigint', { unique: true }) @Generated('increment') number!: string;
  @Column('text') period!: ReportPeriod;
  @Column('int') year!: number;
  @Column('date', { name: 'window_from' }) from!: string;
  @Column('date', { name: 'window_to' }) to!: string;
  @Column('date', { name: 'due_on' }) dueOn!: string;
  @Column('date', { name: 'as_of' }) asOf!: string;
  @Column('jsonb') figures!: ReportFigures;
  /** Canonical JSON of what was frozen; `contentHash` is its SHA-256. */
  @Column('text') content!: string;
  @Column('text', { name: 'content_hash' }) contentHash!: string;
  @Column('text', { name: 'published_by' }) publishedBy!: string;
  @Column('timestamptz', { name: 'published_at' }) publishedAt!: Date;
}
