import type { Language } from './options.js';
import type { ShockOutcome } from './scenario/shock.js';
import type { Summary } from './scenario/run-scenario.js';

type Text = Record<Language, string>;

const percent = (share: number | null, language: Language): string =>
  share === null ? '–' : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);

/** The rows of the table of shocks: what is counted, and how to read it from an outcome. */
const ROWS: [Text, (shock: ShockOutcome, language: Language) => string | number][] = [
  [{ vi: 'Người được điều động', en: 'People reassigned' }, shock => shock.reassigned],
  [{ vi: 'Người mới nhận chức vụ', en: 'People appointed' }, shock => shock.appointed],
  [{ vi: 'Người thôi giữ chức vụ', en: 'People who left' }, shock => shock.left],
  [{ vi: 'Nghĩa vụ bồi dưỡng mới mở', en: 'Training duties opened' }, shock => shock.dutiesOpened],
  [{ vi: '  gộp vào nghĩa vụ đang mở', en: '  coalesced into an open one' }, shock => shock.dutiesCoalesced],
  [{ vi: '  miễn (thôi việc, ngoài đối tượng)', en: '  waived (left, outside cohorts)' }, shock => shock.dutiesWaived],
  [{ vi: 'Có chỗ ngay', en: 'Seated at once' }, shock => shock.seatedAtOnce],
  [{ vi: 'Chờ lớp', en: 'Waiting at first' }, shock => shock.waitingAtFirst],
  [
    { vi: 'Lớp bổ sung: lập, duyệt, mở', en: 'Supplementary classes approved, opened' },
    shock => shock.supplementary.classes,
  ],
  [{ vi: '  chỗ đã xếp trong các lớp đó', en: '  seats filled in them' }, shock => shock.supplementary.filled],
  [{ vi: 'Còn chờ sau cùng', en: 'Still waiting at last' }, shock => shock.waitingAtLast],
  [{ vi: 'Tỷ lệ bảo đảm trước', en: 'Secured before' }, (shock, language) => percent(shock.coverageBefore, language)],
  [
    { vi: '  ngay sau điều động', en: '  right after' },
    (shock, language) => percent(shock.coverageAfterRelease, language),
  ],
  [
    { vi: '  sau lớp bổ sung', en: '  after supplementary classes' },
    (shock, language) => percent(shock.coverageAtLast, language),
  ],
  [{ vi: 'Giây đến số liệu cuối', en: 'Seconds to the last figure' }, shock => shock.secondsToFigures.toFixed(1)],
  [
    { vi: 'Giây đến khi lớp bổ sung đủ người', en: 'Seconds until those classes are filled' },
    shock => shock.secondsToFilled.toFixed(1),
  ],
];

const HEADS: Record<ShockOutcome['key'], Text> = {
  merger: { vi: 'Sắp xếp 01/07/2025', en: 'Merger 1 Jul 2025' },
  election: { vi: 'Bầu cử 15/03/2026', en: 'Election 15 Mar 2026' },
};

/** The summary as a table for people. */
export function printSummary(
  { units, people, years, shocks, rounds, figures, oracle }: Summary,
  language: Language,
): string {
  const t = (text: Text): string => text[language];
  const lines = [
    '',
    t({
      vi: `Sơn La: ${units} đơn vị, ${people} người (dữ liệu giả lập)`,
      en: `Sơn La: ${units} units, ${people} people (synthetic)`,
    }),
    ...years.map(({ year, duties, classes, seats, unserved }) =>
      t({
        vi: `Năm ${year}: ${duties} nghĩa vụ, ${classes} lớp, ${seats} chỗ, ${unserved} người chưa xếp được trong chỉ tiêu`,
        en: `Year ${year}: ${duties} duties, ${classes} classes, ${seats} seats, ${unserved} people beyond the quota`,
      }),
    ),
    '',
    ...table(
      ['', ...shocks.map(({ key }) => t(HEADS[key]))],
      ROWS.map(([label, read]) => [t(label), ...shocks.map(shock => String(read(shock, language)))]),
    ),
    '',
    t({
      vi: `Chứng nhận: ${figures.certificates} còn hiệu lực, ${total(rounds.map(({ attended }) => attended))} đã cấp; vắng ${total(rounds.map(({ absent }) => absent))}`,
      en: `Certificates: ${figures.certificates} valid, ${total(rounds.map(({ attended }) => attended))} issued; ${total(rounds.map(({ absent }) => absent))} absences`,
    }),
    t({
      vi: `Nghĩa vụ: ${figures.dutiesFulfilled} hoàn thành, ${figures.dutiesOpen} đang mở, ${figures.dutiesWaived} miễn`,
      en: `Duties: ${figures.dutiesFulfilled} fulfilled, ${figures.dutiesOpen} open, ${figures.dutiesWaived} waived`,
    }),
    '',
    ...oracleLines(oracle, language),
  ];
  return lines.join('\n');
}

function oracleLines({ agrees, checks }: Summary['oracle'], language: Language): string[] {
  const wrong = checks.filter(check => !check.agrees);
  const verdict = agrees
    ? {
        vi: `Kiểm chứng độc lập: cả ${checks.length} phép kiểm đều khớp`,
        en: `Oracle: all ${checks.length} checks agree`,
      }
    : { vi: `Kiểm chứng độc lập: ${wrong.length} phép kiểm KHÔNG khớp`, en: `Oracle: ${wrong.length} checks DISAGREE` };
  const details = wrong.flatMap(({ name, expected, found, differences }) => [
    `  ✗ ${name[language]}: ${expected} ≠ ${found}`,
    ...differences.slice(0, 5).map(difference => `      ${difference}`),
  ]);
  return [`${agrees ? '✓' : '✗'} ${verdict[language]}`, ...details];
}

function table(head: string[], rows: string[][]): string[] {
  const widths = head.map((title, column) => Math.max(...[title, ...rows.map(row => row[column] ?? '')].map(width)));
  const line = (cells: string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? pad(cell, widths[0] ?? 0) : padLeft(cell, widths[column] ?? 0)))
      .join('  ');
  return [line(head), widths.map(wide => '─'.repeat(wide)).join('  '), ...rows.map(line)];
}

// Vietnamese letters are one column each once they are composed.
const width = (text: string): number => [...text.normalize('NFC')].length;
const pad = (text: string, wide: number): string => text + ' '.repeat(Math.max(0, wide - width(text)));
const padLeft = (text: string, wide: number): string => ' '.repeat(Math.max(0, wide - width(text))) + text;
const total = (numbers: number[]): number => numbers.reduce((sum, one) => sum + one, 0);
