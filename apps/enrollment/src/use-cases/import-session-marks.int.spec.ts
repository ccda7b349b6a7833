// A sheet of attendance: all of it or nothing, once, and told by row and field what is wrong.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { Clock, uuidFrom, type RowError } from '#kernel';
import { Idempotency, type RequestKey } from '#platform';
import type { UploadedFile } from '#sheets';
import { EnrollmentConfig } from '../enrollment.config.js';
import { elected, EnrollmentUnderTest, newKey, person } from '../enrollment.suite.js';
import { ImportSessionMarksHandler } from './import-session-marks.js';

const APRIL = uuidFrom('class', 'April');
const HEADER = 'personId,staffCode,fullName,mark,reason';
const row = (who: string, mark: string, reason = '') => `${person(who)},,,${mark},${reason}`;

describe('a sheet of a session', () => {
  let enrollment: EnrollmentUnderTest;
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(() => enrollment.seatTwo());
  const bytes = (content: string | Buffer, format: UploadedFile['format']): UploadedFile => ({
    format,
    content: (async function* () {
      yield await Promise.resolve(Buffer.from(content));
    })(),
  });
  const send = (
    file: UploadedFile,
    { dryRun = false, key = newKey(), session = 1, today = '2026-04-21' }: Partial<Options> = {},
  ) =>
    new ImportSessionMarksHandler(
      new Idempotency(enrollment.transaction),
      new Clock(() => today),
      new EnrollmentConfig(),
    ).execute({ classId: APRIL, session }, dryRun ? { dryRun: 'true' } : {}, file, key);
  const csv = (...rows: string[]) => bytes([HEADER, ...rows, ''].join('\n'), 'csv');
  const marks = () =>
    enrollment.rows<{ who: string; mark: string }>('SELECT person_id AS who, mark FROM session_mark ORDER BY mark');
  const faultsOf = async (file: UploadedFile) => {
    const refusal = await send(file).then(
      () => undefined,
      (error: unknown) => error as { code: string; rows: RowError[] },
    );
    return { code: refusal?.code, rows: refusal?.rows.map(({ row: at, field, code }) => `${at} ${field} ${code}`) };
  };

  it('marks everybody in it, in Vietnamese words or codes, and a workbook like a text', async () => {
    expect(await send(csv(row('An', 'CÓ MẶT'.normalize('NFD')), row('Bình', 'late')))).toMatchObject({
      heldOn: '2026-04-20',
      rows: 2,
      corrected: 0,
    });
    expect(await marks()).toEqual([
      { who: person('Bình'), mark: 'late' },
      { who: person('An'), mark: 'present' },
    ]);
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('Buổi 2');
    sheet.addRows([HEADER.split(','), [person('An'), 'SL-1', 'Lò Thị Ỹ', 'Có phép', '']]);
    expect(await send(bytes(Buffer.from(await book.xlsx.writeBuffer()), 'xlsx'), { session: 2 })).toMatchObject({
      session: 2,
      rows: 1,
    });
  });

  it('tells every fault by row and field, and then keeps nothing of it', async () => {
    await enrollment.hear(elected('Chi'));
    const file = csv(
      row('An', 'present'),
      row('nobody', 'late'),
      row('Chi', 'late'),
      row('Bình', 'ngủ'),
      row('An', 'late'),
      'x,y',
    );
    expect(await faultsOf(file)).toEqual({
      code: 'ENROLLMENT.FILE_REFUSED',
      rows: [
        '3 personId ENROLLMENT.PERSON_UNKNOWN',
        '4 personId ENROLLMENT.NO_SEAT',
        '5 mark ENROLLMENT.MARK_UNKNOWN',
        '6 personId ENROLLMENT.ROW_TWICE',
        '7 columns ENROLLMENT.ROW_MALFORMED',
      ],
    });
    expect(await marks()).toEqual([]);
    await expect(send(csv(row('An', 'late')), { session: 3, today: '2026-04-20' })).rejects.toMatchObject({
      code: 'ENROLLMENT.CLASS_NOT_STARTED',
    });
    await expect(send(csv(row('An', 'late')), { session: 5 })).rejects.toMatchObject({
      code: 'ENROLLMENT.SESSION_UNKNOWN',
    });
  });

  it('corrects what was marked before only with the reason of its row', async () => {
    await send(csv(row('An', 'absent'), row('Bình', 'present')));
    expect((await faultsOf(csv(row('An', 'late'), row('Bình', 'present')))).rows).toEqual([
      '2 reason ENROLLMENT.CORRECTION_NEEDS_REASON',
    ]);
    expect(await send(csv(row('An', 'late', 'came at nine'), row('Bình', 'present')))).toMatchObject({ corrected: 1 });
    expect(await enrollment.rows('SELECT was, mark, reason FROM mark_correction')).toEqual([
      { was: 'absent', mark: 'late', reason: 'came at nine' },
    ]);
  });

  it('says in a dry run what it would do, and does nothing', async () => {
    expect(await send(csv(row('An', 'late')), { dryRun: true })).toMatchObject({ rows: 1, dryRun: true });
    expect(await marks()).toEqual([]);
  });

  it('counts once for one key, and another sheet under that key is refused', async () => {
    const key = newKey();
    const first = await send(csv(row('An', 'late')), { key });
    await send(csv(row('An', 'present', 'put right')));
    expect(await send(csv(row('An', 'late')), { key })).toEqual(first);
    expect((await marks()).map(({ mark }) => mark)).toEqual(['present']);
    await expect(send(csv(row('An', 'absent')), { key })).rejects.toMatchObject({
      code: 'HTTP.IDEMPOTENCY_KEY_REUSED',
    });
  });
});

interface Options {
  dryRun: boolean;
  key: RequestKey;
  session: number;
  today: string;
}
