// Papers that reach the registry after those that came later: their days go into the history, their causes are answered.
import { expect } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseBatch } from '../../scripts/start/scenario/release-batch.js';
import type { FlowWorld } from './flow-world.js';
import type { Office } from './office.js';

interface Serving {
  id: string;
  staffCode: string;
  unitCode: string;
  post: string;
  /** Code of a unit in which the person served in March. */
  formerUnitCode: string;
}

const HEAD = 'staffCode,fullName,action,unitCode,post,duties,effectiveDate';

/** Gives what the oracle finds wrong in the end. */
export async function takeLateNews(world: FlowWorld, office: Office): Promise<string[]> {
  const [moved, stayed] = (await peopleMovedByTheMerger(office)) as [Serving, Serving];
  const release = async (cause: string, name: string, ...lines: string[]) => {
    const file = join(world.inputs, `${name}.csv`);
    await writeFile(file, [HEAD, ...lines, ''].join('\n'));
    await office.act([{ step: 'batch', file, cause }], () =>
      releaseBatch(world, { file, cause, name, decision: '21/QĐ-UBND' }),
    );
    await office.settled();
  };
  const retraining = async ({ id }: Serving) =>
    (await office.dutiesOf(id)).find(({ kind, status }) => kind === 'retraining' && status === 'open')!;
  const before = await retraining(moved);
  const { staffCode, unitCode, post } = moved;
  await release('rotation', 'luan-chuyen', `${staffCode},,reassign,${stayed.unitCode},${post},,2025-07-05`);
  await release(
    'election',
    'bau-cu-bo-sung',
    `${staffCode},,reassign,${unitCode},council-chairman,,2025-07-02`,
    `${stayed.staffCode},,reassign,${stayed.formerUnitCode},council-vice-chairman,,2025-03-10`,
  );
  // One duty answers it all, from the latest day of them, where the person serves now.
  const after = await retraining(moved);
  expect(after).toMatchObject({ id: before.id, openedOn: '2025-07-05', moves: before.moves + 2 });
  expect(after.unitId).not.toBe(before.unitId);
  expect(await world.disagreements()).toEqual([]);

  const [unit] = await office.rows<{ id: string }>(
    'staff',
    'SELECT unit_id AS id FROM unit_name WHERE code = $1 AND valid @> $2::date',
    [unitCode, '2025-07-03'],
  );
  await office.reassign(moved.id, unit!.id, 'council-vice-chairman', '2025-07-03');
  await office.settled();
  expect(await retraining(moved)).toMatchObject({ id: before.id, unitId: after.unitId, moves: before.moves + 3 });
  expect(await postsOf(office, moved)).toEqual([
    'council-chairman 2025-07-02 2025-07-03',
    'council-vice-chairman 2025-07-03 2025-07-05',
    `${post} 2025-07-05 null`,
  ]);
  return world.disagreements();
}

/** Two of them who served in a commune before, stand at no desk and owe retraining. */
async function peopleMovedByTheMerger(office: Office): Promise<Serving[]> {
  const owing = await office.rows<{ id: string }>(
    'enrollment',
    `SELECT person_id AS id FROM training_duty JOIN person_state USING (person_id)
     WHERE kind = 'retraining' AND status = 'open' AND training_duty.opened_on = '2025-07-01'
       AND post = 'committee-vice-chairman' AND person_state.duties = '{}' AND person_state.revision = 2 ORDER BY 1`,
  );
  return office.rows<Serving>(
    'staff',
    `SELECT p.id, staff_code AS "staffCode", n.code AS "unitCode", h.post, f.code AS "formerUnitCode"
     FROM person p JOIN post_holding h ON h.person_id = p.id AND upper_inf(h.valid)
     JOIN unit_name n ON n.unit_id = h.unit_id AND n.valid @> date '2025-07-01'
     JOIN post_holding o ON o.person_id = p.id AND o.valid @> date '2025-03-10'
     JOIN unit u ON u.id = o.unit_id AND u.level = 'commune'
     JOIN unit_name f ON f.unit_id = o.unit_id AND f.valid @> date '2025-03-10'
     WHERE p.id = ANY ($1::uuid[]) ORDER BY p.id LIMIT 2`,
    [owing.map(({ id }) => id)],
  );
}

async function postsOf(office: Office, { id }: Serving): Promise<string[]> {
  const posts = await office.rows<{ post: string }>(
    'staff',
    `SELECT post || ' ' || lower(valid) || ' ' || coalesce(upper(valid)::text, 'null') AS post
     FROM post_holding WHERE person_id = $1 AND NOT valid << '[2025-07-02,)' ORDER BY valid`,
    [id],
  );
  return posts.map(({ post }) => post);
}
