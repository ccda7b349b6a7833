import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceUnderTest } from '#testing';
import { appointed, idOf } from '../events.suite.js';
import { receive, startReporting, type Told } from '../reporting.suite.js';
import { duty, stories } from '../stories.suite.js';

describe('projections', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await startReporting();
  }, 60_000);
  afterAll(() => service.stop());

  async function tell(table: string, batches: Told[][]): Promise<Record<string, unknown>[]> {
    await service.database.query(`TRUNCATE ${table}, duty_change, move_fact`);
    for (const batch of batches) await receive(service, ...batch);
    return service.database.query(`SELECT * FROM ${table}`);
  }

  describe.each(stories)('of $about', ({ table, told, row }) => {
    const one = [expect.objectContaining(row)];

    it('come from one batch, and from one message after the other', async () => {
      expect(await tell(table, [told])).toEqual(one);
      expect(
        await tell(
          table,
          told.map(event => [event]),
        ),
      ).toEqual(one);
    });

    it('stay when everything is told again', async () => {
      const again = await tell(table, [told, told, [...told, ...told]]);
      expect(again).toEqual(one);
    });

    it('stay when the older is told after the newer', async () => {
      expect(await tell(table, [[...told].reverse()])).toEqual(one);
      expect(
        await tell(
          table,
          [...told].reverse().map(event => [event]),
        ),
      ).toEqual(one);
    });
  });

  it('keep every change of a duty and every move once, with its batch', async () => {
    await service.database.query('TRUNCATE duty_fact, duty_change, person_fact, move_fact');
    const events = [duty.opened, duty.moved, { event: appointed('An', 'A', '2025-01-01', 'first load') }];
    await receive(service, ...events, ...events);
    expect(await service.database.query('SELECT change, batch_id FROM duty_change ORDER BY revision')).toEqual([
      { change: 'opened', batch_id: idOf('rotation') },
      { change: 'coalesced', batch_id: idOf('merger') },
    ]);
    expect(await service.database.query('SELECT kind, batch_id FROM move_fact')).toEqual([
      { kind: 'appointed', batch_id: idOf('first load') },
    ]);
  });
});
