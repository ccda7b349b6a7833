import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A decision that was carried out; its id is made from its content, so that it is carried out once. */
@Entity('unit_change')
export class UnitChangeRow {
  @PrimaryColumn('uuid') id!: string;
  /** An official list that was taken in, or a decision that rearranged units. */
  @Column('text', { default: 'change' }) kind!: 'import' | 'change';
  @Column('date', { name: 'effective_date' }) effectiveDate!: string;
  @Column('text') decision!: string;
  /** Null only where it was not asked for when the decision was recorded. */
  @Column('text', { nullable: true }) issuer!: string | null;
  @Column('date', { name: 'issued_on', nullable: true }) issuedOn!: string | null;
  @Column('jsonb') summary!: object;
  @Column('text', { name: 'changed_by' }) changedBy!: string;
  @Column('timestamptz', { name: 'changed_at', default: () => 'now()' }) changedAt!: Date;
}
