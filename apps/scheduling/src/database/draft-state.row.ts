import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('draft_state')
export class DraftStateRow {
  @PrimaryColumn('uuid', { name: 'programme_id' }) programmeId!: string;
  @PrimaryColumn('text', { name: 'class_type' }) classType!: string;
  @Column('text', { name: 'last_input_hash' }) lastInputHash!: string;
  @Column('jsonb', { name: 'last_outcome' }) lastOutcome!: object;
}
