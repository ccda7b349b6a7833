import { expect, it } from '@jest/globals';
import { noViolation, sameMultiset } from './compare.js';
import { printReport } from './print-report.js';

it('prints each check in the language of the reader, and what differs', () => {
  const checks = [
    sameMultiset({ vi: 'Chứng nhận', en: 'Certificates' }, ['person=a'], []),
    noViolation({ vi: 'Chỗ', en: 'Seats' }, 7, []),
  ];
  const report = { agrees: false, checks, figures: {} as never, seconds: 0.4 };
  expect(printReport(report, 'en').split('\n')).toEqual([
    expect.stringMatching(/must be +is$/),
    expect.stringMatching(/^✗ Certificates +1 +0$/),
    '    - person=a',
    expect.stringMatching(/^✓ Seats +7 +7$/),
    'Figures are wrong: 1/2 checks (0.4 s)',
  ]);
  expect(printReport({ ...report, agrees: true }, 'vi')).toContain('Mọi số liệu đều đúng.');
});
