import { describe, expect, it } from '@jest/globals';
import { chainEntries, EMPTY_LEDGER, firstBreak, type AuditFact } from './audit-chain.js';

const fact = (objectId: string): AuditFact => ({
  at: '2025-06-01T02:00:00.000Z',
  subject: 'reviewer-1',
  action: 'approve',
  objectType: 'proposal',
  objectId,
  contentHash: 'aa',
  result: 'open',
});
const ledger = chainEntries(EMPTY_LEDGER, ['a', 'b', 'c'].map(fact));

describe('audit chain', () => {
  it('is whole as it was written, also when it was written in parts', () => {
    const [first, ...rest] = chainEntries(EMPTY_LEDGER, [fact('a')]);
    expect([first, ...rest, ...chainEntries(first!, ['b', 'c'].map(fact))]).toEqual(ledger);
    expect(firstBreak(EMPTY_LEDGER, ledger)).toBeUndefined();
  });

  it('breaks at an entry that was edited', () => {
    const edited = ledger.map(entry => (entry.seq === 2 ? { ...entry, subject: 'chairman-1' } : entry));
    expect(firstBreak(EMPTY_LEDGER, edited)?.seq).toBe(2);
  });

  it('breaks after an entry that was removed, and at two that were exchanged', () => {
    expect(firstBreak(EMPTY_LEDGER, ledger.slice(1))?.seq).toBe(2);
    expect(firstBreak(EMPTY_LEDGER, [ledger[0]!, ledger[2]!, ledger[1]!])?.seq).toBe(3);
  });

  it('breaks after an entry that was rewritten together with its own hash', () => {
    const forged = chainEntries(ledger[0]!, [{ ...fact('b'), subject: 'chairman-1' }]);
    expect(firstBreak(EMPTY_LEDGER, [ledger[0]!, ...forged, ledger[2]!])?.seq).toBe(3);
  });
});
