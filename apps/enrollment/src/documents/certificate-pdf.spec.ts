import { describe, expect, it } from '@jest/globals';
import { inflateSync } from 'node:zlib';
import { printCertificate } from './certificate-pdf.js';

const certificate = {
  number: '2026-000001-7BF920',
  programme: 'Quyết định 654/QĐ-UBND',
  skill: 'Giao tiếp',
  startsOn: '2026-04-20',
  endsOn: '2026-04-21',
  issuedOn: '2026-04-21',
  validUntil: '2027-04-21',
};

/** Every character that the page can show, read from the tables by which a reader turns glyphs into text. */
function charactersOf(pdf: Buffer): Set<string> {
  const characters = new Set<string>();
  const text = pdf.toString('latin1');
  for (const { index } of text.matchAll(/stream\r?\n/g)) {
    const start = index + (text[index + 6] === '\r' ? 8 : 7);
    const map = tryInflate(pdf.subarray(start, text.indexOf('endstream', start)));
    if (!map.includes('beginbfrange') && !map.includes('beginbfchar')) continue;
    for (const [, codes = ''] of map.matchAll(/<([0-9a-f]{4,})>/gi))
      for (const [unit] of codes.matchAll(/.{4}/g)) characters.add(String.fromCharCode(parseInt(unit, 16)));
  }
  return characters;
}

function tryInflate(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}

describe('a printed certificate', () => {
  it.each([
    ['the rare letters', 'Lò Thị Ỹ Ậu Đèo Ữ Ặng Ỗ'],
    ['letters that come in parts', 'Lò Thị Ỹ Ậu Đèo Ữ Ặng Ỗ'.normalize('NFD')],
  ])('shows %s as they are', async (_what, fullName) => {
    const shown = charactersOf(await printCertificate({ ...certificate, fullName }));
    const wanted = [...fullName.normalize('NFC')].filter(letter => letter !== ' ');
    expect(wanted.filter(letter => !shown.has(letter))).toEqual([]);
    expect(shown.has('\u0302')).toBe(false);
  });

  it('has the letters of its own text', async () => {
    const shown = charactersOf(await printCertificate({ ...certificate, fullName: 'An' }));
    expect([...'CỘNGHÒAÃIỦĨVỆTMĐộclậpHạnhphúc'].filter(letter => !shown.has(letter))).toEqual([]);
  });
});
