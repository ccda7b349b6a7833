import type { PostCode } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('post_holding')
export class PostHoldingRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('text') post!: PostCode;
  @Column('daterange') valid!: string;
  /** Since when it is known to be so. */
  @Column('timestamptz', { name: 'recorded_at', default: () => 'now()' }) recordedAt!: Date;
}
