import { Column, Entity, Index, IsNull, PrimaryColumn, type DataSource } from 'typeorm';
import type { StaffReassigned } from '#contracts';
import { newId } from '#kernel';
import { PlainOutbox } from './plain-training.js';

/** A post of somebody and what is held beside it, from a day to another. */
@Entity({ schema: 'plain_registry', name: 'post' })
export class PlainPost {
  @PrimaryColumn('uuid') id!: string;
  @Index() @Column('uuid') personId!: string;
  @Column('int') revision!: number;
  @Index() @Column('uuid') unitId!: string;
  @Column('text') unitLevel!: string;
  @Column('text') post!: string;
  @Column('text', { array: true }) duties!: string[];
  @Column('date') since!: string;
  @Column('date', { nullable: true }) until!: string | null;
}

const FIRST_DAY = '2025-07-01';
const OFFICE = {
  unitLevel: 'commune' as const,
  post: 'office-statistics-officer' as const,
  duties: ['one-stop' as const],
};

/** People who hold a post already. */
export async function appointPlainly({ manager }: DataSource, personIds: string[]): Promise<void> {
  const posts = personIds.map(personId =>
    manager.create(PlainPost, { ...OFFICE, id: newId(), personId, unitId: newId(), revision: 1, since: FIRST_DAY }),
  );
  await manager.save(posts, { chunk: 500 });
}

/** One move as a plain registry makes it: the post is loaded and ended, the next one begun, and both saved with the news. */
export async function movePlainly({ manager }: DataSource, personId: string, batchId: string): Promise<PlainOutbox> {
  const ended = await manager.findOneByOrFail(PlainPost, { personId, until: IsNull() });
  const effectiveDate = '2026-03-15';
  ended.until = effectiveDate;
  const after = { ...OFFICE, unitId: newId() };
  const revision = ended.revision + 1;
  const begun = manager.create(PlainPost, { ...after, id: newId(), personId, revision, since: effectiveDate });
  const before = { ...OFFICE, unitId: ended.unitId };
  const move: StaffReassigned = { personId, cause: 'election', effectiveDate, batchId, before, after };
  const message = manager.create(PlainOutbox, {
    id: newId(),
    topic: 'staff.assignment',
    key: personId,
    headers: { type: 'staff.StaffReassigned', revision: String(revision) },
    payload: JSON.stringify(move),
  });
  await manager.save([ended, begun, message]);
  return message;
}
