import type { Cause } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('reassignment_batch')
export class ReassignmentBatchRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') cause!: Cause;
  @Column('text') decision!: string;
  @Column('date', { name: 'effective_date', nullable: true }) effectiveDate!: string | null;
  @Column('text', { name: 'file_sha256' }) fileSha256!: string;
  @Column('text') status!: 'validated' | 'releasing' | 'released' | 'cancelled';
  @Column('int', { name: 'row_count' }) rowCount!: number;
  @Column('int', { name: 'applied_rows', default: 0 }) appliedRows!: number;
  @Column('text', { name: 'uploaded_by' }) uploadedBy!: string;
  @Column('timestamptz', { name: 'uploaded_at', default: () => 'now()' }) uploadedAt!: Date;
  @Column('text', { name: 'released_by', nullable: true }) releasedBy!: string | null;
  @Column('timestamptz', { name: 'released_at', nullable: true }) releasedAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}
