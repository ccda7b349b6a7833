import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BatchPreviewRequested, make, type AssignmentState } from '#contracts';
import { uuidFrom } from '#kernel';
import { chairman, classOpened, clerk, EnrollmentUnderTest, person, received, unit } from '../enrollment.suite.js';
import { PreviewEffectOnBatchPreviewRequested } from './preview-effect-on-batch-preview-requested.js';

const BATCH = uuidFrom('batch', 'election');

let enrollment: EnrollmentUnderTest;
beforeAll(async () => {
  enrollment = await EnrollmentUnderTest.start();
  await enrollment.adopt();
});
afterAll(() => enrollment.stop());

const step = (who: string, after: AssignmentState | null, effectiveDate = '2026-03-15') => ({
  personId: person(who),
  effectiveDate,
  after,
});

describe('the preview of a batch', () => {
  it('says beforehand what the release brings about, and changes nothing', async () => {
    const waits = { cause: 'merger', on: '2026-02-01' } as const;
    await enrollment.hear(
      { who: 'An', revision: 1, after: chairman('A'), ...waits },
      { who: 'Bình', revision: 1, after: chairman('A'), ...waits },
      { who: 'Chi', revision: 1, after: chairman('A'), ...waits },
    );
    await enrollment.openClasses(classOpened('first', { seatPlan: [{ unitId: unit('A'), seats: 3, deskSeats: 0 }] }));
    await enrollment.allocate();
    await enrollment.rows('DELETE FROM outbox');
    const state = () => enrollment.rows('SELECT * FROM person_state ORDER BY person_id');
    const before = await state();

    // An is elected elsewhere, Bình leaves, Chi takes a post outside all cohorts, Dung is new and moves on twice.
    const steps = [
      step('An', chairman('B')),
      step('Bình', null),
      step('Chi', clerk('A')),
      step('Dung', chairman('B')),
      step('Dung', chairman('A'), '2026-03-16'),
    ];
    const partId = unit('part');
    const request = make(BatchPreviewRequested, {
      previewId: unit('preview'),
      partId,
      batchId: BATCH,
      cause: 'election',
      moves: steps,
    });
    await enrollment.react(new PreviewEffectOnBatchPreviewRequested(), [received(request, partId)]);
    const [answer] = await enrollment.sent('BatchPartPreviewed');
    expect(answer?.data).toEqual({
      previewId: unit('preview'),
      partId,
      dutiesOpened: 1,
      dutiesCoalesced: 2,
      dutiesWaived: 2,
      seatsFreed: 2,
    });
    expect(await state()).toEqual(before);
    expect((await enrollment.sent()).length).toBe(1);

    await enrollment.rows('DELETE FROM outbox');
    const revisions = new Map([
      ['An', 1],
      ['Bình', 1],
      ['Chi', 1],
    ]);
    await enrollment.hear(
      ...['An', 'Bình', 'Chi', 'Dung', 'Dung'].map((who, at) => {
        const revision = (revisions.get(who) ?? 0) + 1;
        revisions.set(who, revision);
        return { who, revision, after: steps[at]?.after ?? null, on: steps[at]?.effectiveDate ?? '', batchId: BATCH };
      }),
    );
    const sent = await enrollment.sent();
    const distinct = (type: string, coalesced?: boolean) =>
      new Set(
        sent
          .filter(one => one.type === type && (coalesced === undefined || one.data['coalesced'] === coalesced))
          .map(one => one.key),
      ).size;
    expect([
      distinct('DutyOpened'),
      distinct('DutyMoved', true),
      distinct('DutyWaived'),
      distinct('SeatReleased'),
    ]).toEqual([1, 2, 2, 2]);
  });
});
