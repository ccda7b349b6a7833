import type { OracleReport } from './oracle.js';

const WORDS = {
  en: { must: 'must be', is: 'is', agrees: 'All figures are right.', differs: 'Figures are wrong:', of: 'checks' },
  vi: { must: 'phải là', is: 'hiện là', agrees: 'Mọi số liệu đều đúng.', differs: 'Có số liệu sai:', of: 'phép kiểm' },
};

/** The checks as a table, each difference below its check. */
export function printReport({ agrees, checks, seconds }: OracleReport, language: 'vi' | 'en'): string {
  const words = WORDS[language];
  const width = Math.max(...checks.map(({ name }) => name[language].length));
  const row = (mark: string, name: string, must: string, is: string) =>
    `${mark} ${name.padEnd(width)} ${must.padStart(10)} ${is.padStart(10)}`;
  const failed = checks.filter(check => !check.agrees).length;
  return [
    row(' ', '', words.must, words.is),
    ...checks.flatMap(({ name, agrees: right, expected, found, differences }) => [
      row(right ? '✓' : '✗', name[language], String(expected), String(found)),
      ...differences.map(difference => `    ${difference}`),
    ]),
    `${agrees ? words.agrees : `${words.differs} ${failed}/${checks.length} ${words.of}`} (${seconds.toFixed(1)} s)`,
  ].join('\n');
}
