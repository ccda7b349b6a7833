import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A decision that was carried out; its id is made from its content, so that it is carried out once. */
@Entity('unit_change')
export class UnitChangeRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('date', { name: 'effective_date' }) effectiveDate!: string;
  @Column('text') decision!: string;
  @Column('text', { nullable: true }) issuer!: string | null;
  @Column('date', { name: 'issued_on', nullable: true }) issuedOn!: string | null;
  @Column('jsonb') summary!: object;
  @Column('text', { name: 'changed_by' }) changedBy!: string;
  @Column('timestamptz', { name: 'changed_at', default: () => 'now()' }) changedAt!: Date;
}
