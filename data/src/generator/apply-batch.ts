import type { BatchRow, Person } from './batch-row.js';

/** The people after a batch, in their old order, newcomers last. A row that does not fit the state throws. */
export function applyBatch(people: Iterable<Person>, rows: Iterable<BatchRow>): Person[] {
  const state = new Map<string, Person>();
  for (const person of people) state.set(person.staffCode, person);
  const seen = new Set<string>();
  for (const { action, staffCode, fullName, unitCode, post, duties } of rows) {
    if (seen.has(staffCode)) throw new Error(`${staffCode} is in the batch twice`);
    seen.add(staffCode);
    if (state.has(staffCode) === (action === 'appoint')) throw new Error(`Cannot ${action} ${staffCode}`);
    if (action === 'leave') state.delete(staffCode);
    else state.set(staffCode, { staffCode, fullName, unitCode, post, duties });
  }
  return [...state.values()];
}
