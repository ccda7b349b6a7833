import { describe, expect, it } from '@jest/globals';
import { applyBatch } from './apply-batch.js';
import { rowOf, type BatchAction, type Person } from './batch-row.js';

const lan: Person = { staffCode: 'SL-000001', fullName: 'Lò Thị Lan', unitCode: '03646', post: 'director', duties: [] };
const row = (action: BatchAction, person = lan) => rowOf(action, person, '2025-07-01');

describe('applyBatch', () => {
  it('appoints, moves and lets go without touching the state before', () => {
    const people = applyBatch([], [row('appoint')]);
    const moved = applyBatch(people, [row('reassign', { ...lan, unitCode: '03664' })]);
    expect([people, moved, applyBatch(moved, [row('leave')])]).toEqual([[lan], [{ ...lan, unitCode: '03664' }], []]);
  });

  it.each<[string, Person[], BatchAction[]]>([
    ['a second main post', [lan], ['appoint']],
    ['a move of somebody unknown', [], ['reassign']],
    ['a leave of somebody unknown', [], ['leave']],
    ['two rows for one person', [lan], ['reassign', 'leave']],
  ])('refuses %s', (_what, people, actions) => {
    expect(() =>
      applyBatch(
        people,
        actions.map(action => row(action)),
      ),
    ).toThrow('SL-000001');
  });
});
