import type { DutyCode, PostCode } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Action } from '../rules/move.js';

@Entity('reassignment_row')
export class ReassignmentRowRow {
  @PrimaryColumn('uuid', { name: 'batch_id' }) batchId!: string;
  /** As a spreadsheet counts the rows of the file. */
  @PrimaryColumn('int', { name: 'row_no' }) rowNo!: number;
  /** The order of application. */
  @Column('int') position!: number;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('text', { name: 'staff_code' }) staffCode!: string;
  @Column('text', { name: 'full_name' }) fullName!: string;
  @Column('text') action!: Action;
  @Column('uuid', { name: 'unit_id', nullable: true }) unitId!: string | null;
  @Column('text', { name: 'unit_code', nullable: true }) unitCode!: string | null;
  @Column('text', { nullable: true }) post!: PostCode | null;
  @Column('text', { array: true }) duties!: DutyCode[];
  @Column('date', { name: 'effective_date' }) effectiveDate!: string;
  /** For a row that came late: the day of the next change, which was recorded before it. */
  @Column('date', { nullable: true }) until!: string | null;
  /** Of the person when the row was checked; 0 for somebody unknown, null when nobody kept it. */
  @Column('int', { name: 'checked_revision', nullable: true }) checkedRevision!: number | null;
}
