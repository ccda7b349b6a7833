import { describe, expect, it } from '@jest/globals';
import { describeDelivery, earliestMissing, isWhole } from './describe-delivery.js';
import type { Delivery } from './verify-delivery.js';

const lost = (at: string) => ({ topic: 'staff.unit', key: 'k', id: `of ${at}`, sentAt: new Date(`2026-11-27T${at}Z`) });
const delivery = (change: Partial<Delivery>): Delivery => ({
  producer: 'staff',
  consumer: 'reporting',
  sent: 20,
  processed: 20,
  dead: 0,
  onTheWay: 0,
  missing: [],
  ...change,
});

describe('what is said about deliveries', () => {
  it('says that nothing is missing, or that nothing was sent', () => {
    const whole = { deliveries: [delivery({})], strangers: new Map([['reporting', 0]]) };
    expect(describeDelivery(whole, 7).at(-1)).toBe('Nothing is missing of what was sent in the last 7 days');
    expect(describeDelivery({ ...whole, deliveries: [] }, 7)).toEqual(['Nothing was sent in the last 7 days']);
    expect(isWhole(whole)).toBe(true);
  });

  it('finds for each producer the first message that any of its readers misses', () => {
    const report = {
      deliveries: [
        delivery({ missing: [lost('10:00:02'), lost('10:00:01')] }),
        delivery({ consumer: 'enrollment', missing: [lost('10:00:00.500')] }),
        delivery({ producer: 'scheduling', missing: [lost('09:00:00')] }),
        delivery({ producer: 'approvals' }),
      ],
      strangers: new Map<string, number>(),
    };
    expect([...earliestMissing(report)]).toEqual([
      ['staff', new Date('2026-11-27T10:00:00.500Z')],
      ['scheduling', new Date('2026-11-27T09:00:00Z')],
    ]);
    expect(describeDelivery(report, 7)[1]).toContain('of 10:00:01 sent 2026-11-27T10:00:01.000Z');
    expect(isWhole(report)).toBe(false);
  });

  it('shows ten of many, and what nobody has sent', () => {
    const missing = Array.from({ length: 12 }, (_one, n) => lost(`10:00:${10 + n}`));
    const report = { deliveries: [delivery({ missing })], strangers: new Map([['reporting', 3]]) };
    expect(describeDelivery(report, 7)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('… and 2 more'),
        'reporting has processed 3 messages that nobody has sent',
      ]),
    );
  });
});
