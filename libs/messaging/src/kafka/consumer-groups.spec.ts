import { describe, expect, it } from '@jest/globals';
import { carriesSingleChanges, groupsOf } from './consumer-groups.js';

describe('the groups of a service', () => {
  it('are two where it reads released batches, so that nothing else waits behind them', () => {
    expect(groupsOf('enrollment', ['staff.unit', 'staff.assignment-batch', 'staff.assignment'])).toEqual([
      { groupId: 'enrollment', topics: ['staff.unit', 'staff.assignment'], isBulk: false },
      { groupId: 'enrollment.batch', topics: ['staff.assignment-batch'], isBulk: true },
    ]);
  });

  it('is one where it reads none, and none where it reads nothing', () => {
    expect(groupsOf('approvals', ['scheduling.plan'])).toEqual([
      { groupId: 'approvals', topics: ['scheduling.plan'], isBulk: false },
    ]);
    expect(groupsOf('approvals', [])).toEqual([]);
  });
});

it.each([
  ['staff.assignment', true],
  ['staff.assignment-batch', false],
  ['enrollment.duty', false],
  ['staff.unit', false],
])('single changes travel on %s: %s', (topic, expected) => {
  expect(carriesSingleChanges(topic)).toBe(expected);
});
