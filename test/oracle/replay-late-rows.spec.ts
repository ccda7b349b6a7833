import { describe, expect, it } from '@jest/globals';
import { batch, inWords, leave, move, period, UNITS_MERGED, worldAfter } from './small-world.suite.js';

const registered = batch('registration', move('An', '2025-01-01', 'A', 'chairman'));
const year2025 = period('old', 2025, '2025-01-15');
/** Outside all cohorts until then, by a move whose cause asks for nothing. */
const clerk = batch('registration', move('An', '2025-01-01', 'A', 'clerk'));
const promoted = batch('rotation', move('An', '2025-05-01', 'B', 'chairman'));
const late = (post = 'chairman', on = '2025-03-01') => batch('election', move('An', on, 'A', post, 'one-stop'));

const careerAfter = (...happenings: Parameters<typeof worldAfter>) =>
  worldAfter(...happenings)
    .registry.careers.get('An')!
    .posts.map(({ unitId, post, from, to }) => `${unitId} ${post} ${from}..${to}`);
const dutiesAfter = (...happenings: Parameters<typeof worldAfter>) => inWords(worldAfter(...happenings).duties);

describe('a row that came late', () => {
  it('says what was so until the next change, and leaves where the person serves', () => {
    const world = worldAfter(registered, promoted, late('clerk'));
    expect(careerAfter(registered, promoted, late('clerk'))).toEqual([
      'A@2025-01 chairman 2025-01-01..2025-03-01',
      'A@2025-01 clerk 2025-03-01..2025-05-01',
      'B@2025-01 chairman 2025-05-01..null',
    ]);
    expect(world.registry.people.get('An')).toMatchObject({
      revision: 3,
      held: { unitId: 'B@2025-01', duties: [] },
      since: '2025-05-01',
    });
    expect([...world.registry.retold]).toEqual(['An']);
  });

  it('gives the same career in whatever order the rows came', () => {
    const gone = batch('retirement', leave('An', '2025-04-01'));
    const back = batch('rotation', move('An', '2025-05-01', 'B', 'chairman', 'one-stop'));
    expect(careerAfter(registered, back, gone, late())).toEqual(careerAfter(registered, late(), gone, back));
    expect(careerAfter(registered, back, gone)).toEqual([
      'A@2025-01 chairman 2025-01-01..2025-04-01',
      'B@2025-01 chairman 2025-05-01..null',
    ]);
  });

  it('asks for retraining from its own day, for the post held now, and counts into the one that is open', () => {
    expect(dutiesAfter(registered, promoted, late())).toEqual([
      'retraining old/1 open B@2025-01 leaders 2025-03-01..2025-05-30 1',
    ]);
    const elected = batch('election', move('An', '2025-05-01', 'B', 'chairman'));
    expect(dutiesAfter(registered, elected, late())).toEqual([
      'retraining old/1 open B@2025-01 leaders 2025-05-01..2025-07-30 2',
    ]);
  });

  it('asks for the year from its own day, if the post of then was in a cohort', () => {
    const yearly = (...happenings: Parameters<typeof worldAfter>) =>
      dutiesAfter(year2025, ...happenings).filter(one => one.startsWith('yearly'));
    const early = batch('rotation', move('An', '2025-03-01', 'A', 'chairman'));
    expect(yearly(clerk, promoted, early)).toEqual(['yearly old/1 open B@2025-01 leaders 2025-05-01..2025-12-31 0']);
    const joined = batch('registration', move('An', '2026-02-01', 'C', 'chairman'));
    expect(yearly(UNITS_MERGED, joined, batch('rotation', move('An', '2025-03-01', 'A', 'clerk')))).toEqual([]);
    expect(yearly(UNITS_MERGED, joined, batch('rotation', move('An', '2025-03-01', 'A', 'chairman')))).toEqual([
      'yearly old/1 open C@2025-07 leaders 2025-03-01..2025-12-31 0',
    ]);
  });

  it('asks for nothing of a time without a post or outside the cohorts, and of nobody who left', () => {
    const left = batch('retirement', leave('An', '2025-05-01'));
    expect(dutiesAfter(registered, promoted, late('clerk', '2025-03-01'))).toHaveLength(1);
    expect(dutiesAfter(registered, promoted, batch('election', move('An', '2025-03-01', 'A', 'clerk')))).toEqual([]);
    expect(dutiesAfter(registered, promoted, batch('election', leave('An', '2025-03-01')))).toEqual([]);
    expect(dutiesAfter(registered, left, late())).toEqual([]);
  });
});
