import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('certificate')
export class CertificateRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('uuid', { name: 'class_id' }) classId!: string;
  @Column('uuid', { name: 'programme_id' }) programmeId!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('text') number!: string;
  /** The skill of the programme that was this person's turn. */
  @Column('text', { nullable: true }) skill!: string | null;
  @Column('date', { name: 'issued_on' }) issuedOn!: string;
  @Column('date', { name: 'valid_until' }) validUntil!: string;
  @Column('date', { name: 'revoked_on', nullable: true }) revokedOn!: string | null;
  @Column('text', { name: 'revoke_reason', nullable: true }) revokeReason!: string | null;
  @Column('uuid', { name: 'superseded_by', nullable: true }) supersededBy!: string | null;
}
