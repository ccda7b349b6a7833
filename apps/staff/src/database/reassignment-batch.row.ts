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
  @Column('text') status!: 'checking' | 'refused' | 'validated' | 'releasing' | 'released' | 'cancelled';
  @Column('int', { name: 'row_count' }) rowCount!: number;
  @Column('int', { name: 'applied_rows', default: 0 }) appliedRows!: number;
  @Column('text', { name: 'uploaded_by' }) uploadedBy!: string;
  @Column('timestamptz', { name: 'uploaded_at', default: () => 'now()' }) uploadedAt!: Date;
  @Column('text', { name: 'released_by', nullable: true }) releasedBy!: string | null;
  @Column('timestamptz', { name: 'released_at', nullable: true }) releasedAt!: Date | null;
  @Column('uuid', { name: 'upload_id', nullable: true }) uploadId!: string | null;
  /** Null: the uploader may move everybody. */
  @Column('uuid', { name: 'uploader_units', array: true, nullable: true }) uploaderUnits!: string[] | null;
  @Column('boolean', { name: 'dry_run', default: false }) dryRun!: boolean;
  @Column('int', { name: 'read_rows', default: 0 }) readRows!: number;
  @Column('int', { name: 'checked_rows', default: 0 }) checkedRows!: number;
  @Column('int', { name: 'fault_count', default: 0 }) faultCount!: number;
  /** A later attempt to check the file makes an earlier one void. */
  @Column('int', { name: 'check_attempt', default: 0 }) checkAttempt!: number;
  @Column('timestamptz', { name: 'check_until', nullable: true }) checkUntil!: Date | null;
  /** Digest of the names of all units when the check began. */
  @Column('text', { name: 'checked_units', nullable: true }) checkedUnits!: string | null;
  @Column('boolean', { name: 'second_person', default: false }) secondPerson!: boolean;
  @Column('uuid', { nullable: true }) reverses!: string | null;
  @Column('text', { name: 'cancelled_by', nullable: true }) cancelledBy!: string | null;
  @Column('timestamptz', { name: 'cancelled_at', nullable: true }) cancelledAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}
