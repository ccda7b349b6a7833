import { meets, type Bound, type Figure } from './measure.js';

export interface Line extends Figure {
  measure: string;
}

const HEAD = ['measure', 'what', 'size', 'median', 'middle half', 'rounds', 'floor', 'aim', ''];

/** The one table of a run, for people. */
export function table(lines: Line[]): string {
  const rows = lines.map(line => {
    const { measure, what, size, value, unit = '', floor, aim } = line;
    const verdict = floor ? (meets(value.median, floor) ? 'ok' : 'BELOW FLOOR') : '';
    const aimed = aim && meets(value.median, aim) ? 'aim met' : verdict;
    return [
      measure,
      what,
      size === undefined ? '' : size.toLocaleString('en'),
      `${number(value.median)}${unit ? ` ${unit}` : ''}`,
      value.rounds > 1 ? `${number(value.q1)} – ${number(value.q3)}` : '',
      String(value.rounds),
      bound(floor),
      bound(aim),
      meets(value.median, floor) ? aimed : verdict,
    ];
  });
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map(row => (row[column] ?? '').length)));
  const text = (row: string[]): string =>
    row
      .map((cell, column) => (column > 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [text(HEAD), widths.map(width => '─'.repeat(width)).join('  '), ...rows.map(text)].join('\n');
}

function bound(of: Bound | undefined): string {
  if (!of) return '';
  return 'atLeast' in of ? `≥ ${number(of.atLeast)}` : `≤ ${number(of.atMost)}`;
}

function number(value: number): string {
  const size = Math.abs(value);
  if (size >= 1_000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
