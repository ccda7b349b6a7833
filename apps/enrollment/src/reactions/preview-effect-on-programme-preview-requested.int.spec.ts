import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { make, ProgrammePreviewRequested } from '#contracts';
import { chairman, clerk, deskOfficer, EnrollmentUnderTest, received, unit } from '../enrollment.suite.js';
import { TWO_TIER } from '../rules/programme.suite.js';
import { PreviewEffectOnProgrammePreviewRequested } from './preview-effect-on-programme-preview-requested.js';

let enrollment: EnrollmentUnderTest;
beforeAll(async () => {
  enrollment = await EnrollmentUnderTest.start();
  await enrollment.adopt();
});
afterAll(() => enrollment.stop());

it('says whom other cohorts would name, and whose open duties would be waived; it changes nothing', async () => {
  await enrollment.hear(
    { who: 'An', revision: 1, after: chairman('A') },
    { who: 'Bình', revision: 1, after: chairman('B') },
    { who: 'Chi', revision: 1, after: deskOfficer('A') },
    { who: 'Dung', revision: 1, after: clerk('A') },
  );
  await enrollment.rows('DELETE FROM outbox');
  const others = TWO_TIER.cohorts.filter(({ code }) => code !== 'committee-leaders' && code !== 'commune-one-stop');
  const rules = {
    ...TWO_TIER,
    cohorts: [
      ...others,
      // One-stop officers would go to the province, land officers would be named for the first time.
      {
        ...others[0]!,
        code: 'desks',
        classType: 'provincial' as const,
        who: { all: [{ unitLevel: ['commune' as const] }, { duty: ['one-stop' as const] }] },
      },
      {
        ...others[0]!,
        code: 'land',
        classType: 'commune' as const,
        who: { all: [{ unitLevel: ['commune' as const] }, { post: ['land-construction-officer' as const] }] },
      },
    ],
  };
  const previewId = unit('preview');
  const event = received(make(ProgrammePreviewRequested, { previewId, from: '2026-07-01', rules }), previewId);
  await enrollment.react(new PreviewEffectOnProgrammePreviewRequested(), [event]);
  const [answer, ...rest] = await enrollment.sent();
  expect(rest).toEqual([]);
  expect(answer?.data).toMatchObject({ entering: 1, leaving: 2, changingClassType: 1, dutiesWaived: 2, retraining: 3 });
  const cohorts = answer?.data['cohorts'] as { code: string; people: number }[];
  expect(cohorts.filter(({ people }) => people > 0)).toEqual([
    { code: 'desks', people: 1 },
    { code: 'land', people: 1 },
  ]);
});
