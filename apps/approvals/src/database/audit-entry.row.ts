import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('audit_entry')
export class AuditEntryRow {
  @PrimaryColumn('bigint') seq!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') subject!: string;
  @Column('text') action!: string;
  @Column('text', { name: 'object_type' }) objectType!: string;
  @Column('uuid', { name: 'object_id' }) objectId!: string;
  @Column('text', { name: 'content_hash' }) contentHash!: string;
  @Column('text') result!: string;
  @Column('text', { name: 'previous_hash', unique: true }) previousHash!: string;
  @Column('text', { name: 'entry_hash', unique: true }) entryHash!: string;
}
