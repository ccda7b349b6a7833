import type { PostCode } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('post_holding')
export class PostHoldingRow {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @PrimaryColumn('date', { insert: false, update: false }) begins!: string;
  @Column('uuid', { name: 'unit_id' }) unitId!: string;
  @Column('text') post!: PostCode;
  @Column('daterange') valid!: string;
  /** Since when it is known to be so. */
  @Column('timestamptz', { name: 'recorded_at', default: () => 'now()' }) recordedAt!: Date;
  /** Since when, until it was recorded to end, it had been known to go on; null where that stands among the past. */
  @Column('timestamptz', { name: 'open_known_at', nullable: true }) openKnownAt!: Date | null;
}
