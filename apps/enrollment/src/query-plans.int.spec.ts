// The heaviest lists at 100,000 people: each must find its rows by an index, never by going through everybody.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import { cursorAfter, explainReads, fillTables, ServiceUnderTest, type Call } from '#testing';
import { enrollment } from './service.js';

const PEOPLE = 100_000;
const UNITS = 1_000;
const CLASSES = 2_500;
const LARGE = [
  'person_state',
  'assignment_fact',
  'training_duty',
  'seat',
  'seat_skip',
  'session_mark',
  'mark_correction',
  'certificate',
  'duty_waiver',
  'notice',
  'mail',
];

const id = (kind: string, n: string) => `uuid_of('${kind}', ${n})`;
const person = id('person', 'n');
const unit = id('unit', `n % ${UNITS}`);
const training = id('class', `n % ${CLASSES}`);
const programme = uuidFrom('programme', 'filled');

// Filled without triggers and foreign keys: what they keep is set here by hand. With the cast PostgreSQL knows that the
// text is always the same, and writes the function out where it is called.
const FILL = `
  CREATE FUNCTION uuid_of(kind text, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT overlay(overlay(md5(kind || n::text) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid
  $$;
  CREATE TEMP TABLE many AS SELECT n FROM generate_series(0, ${PEOPLE - 1}) n;
  INSERT INTO programme_rules VALUES ('${programme}', 'filled', 1, '[2025-01-01,2027-01-01)', '{}');
  INSERT INTO known_unit (id, valid_from) SELECT ${unit}, '2025-01-01' FROM many WHERE n < ${UNITS};
  INSERT INTO person_state (person_id, revision, unit_id, unit_level, post, duties, effective_date)
    SELECT ${person}, 1, ${unit}, 'commune', 'committee-chairman', '{}', '2025-01-01' FROM many;
  INSERT INTO assignment_fact (person_id, revision, event_id, cause, effective_date, judged)
    SELECT ${person}, 1, ${id('event', 'n')}, 'registration', '2025-01-01', true FROM many;
  INSERT INTO training_class (id, plan_id, programme_id, class_type, purpose, host_unit_id, starts_on, ends_on, minimum,
      maximum, granted, status)
    SELECT ${training}, ${training}, '${programme}', 'commune', 'year', ${unit}, '2025-05-05', '2025-05-06', 0, 50, 40, 'held'
    FROM many WHERE n < ${CLASSES};
  INSERT INTO certificate (id, person_id, class_id, programme_id, unit_id, issued_on, number, valid_until)
    SELECT ${id('certificate', 'n')}, ${person}, ${training}, '${programme}', ${unit}, '2025-05-06', '2025-' || n, '2026-05-06'
    FROM many;
  INSERT INTO training_duty (id, person_id, programme_id, kind, period, status, cohort, class_type, unit_id, opened_on,
      deadline, moves, revision, fulfilled_on, certificate_id)
    SELECT ${id('fulfilled', 'n')}, ${person}, '${programme}'::uuid, 'yearly', 2025, 'fulfilled', 'c', 'commune', ${unit},
      '2025-01-01'::date, '2025-12-31'::date, 0, 2, '2025-05-06'::date, ${id('certificate', 'n')} FROM many
    UNION ALL
    SELECT ${id('open', 'n')}, ${person}, '${programme}', 'yearly', 2026, 'open', 'c', 'commune', ${unit}, '2026-01-01',
      '2026-12-31', 0, 1, NULL, NULL FROM many;
  UPDATE training_duty SET waiting_since = '2026-02-01', waiting_reason = 'no-class'
    WHERE status = 'open' AND id < '1a000000-0000-0000-0000-000000000000';
  INSERT INTO seat (id, class_id, person_id, unit_id, desk, starts_on, status, granted_by, revision)
    SELECT ${id('seat', 'n')}, ${training}, ${person}, ${unit}, false, '2025-05-05'::date, 'attended', 'reach', 1 FROM many
    UNION ALL
    SELECT ${id('given back', 'n')}, ${id('class', `(n + 7) % ${CLASSES}`)}, ${person}, ${unit}, false, '2025-05-05',
      'released', 'reach', 1 FROM many;
  INSERT INTO session_mark (class_id, session, person_id, mark, marked_by)
    SELECT ${training}, s, ${person}, 'present', 'x' FROM many, generate_series(1, 2) s;
  INSERT INTO mark_correction (class_id, session, person_id, was, mark, reason, corrected_by)
    SELECT ${training}, 1, ${person}, 'absent', 'present', 'x', 'x' FROM many WHERE n % 5 = 0;
  INSERT INTO duty_waiver (duty_id, revision, person_id, reason, until, waived_on, waived_by)
    SELECT ${id('fulfilled', 'n')}, 1, ${person}, 'x', '2025-02-01', '2025-01-02', 'x' FROM many WHERE n % 5 = 0;
  INSERT INTO seat_skip (class_id, person_id, unit_id, reason, skipped_on)
    SELECT ${training}, ${person}, ${unit}, 'classes-full', '2026-02-01' FROM many WHERE n % 5 = 0;
  INSERT INTO notice (about_id, kind, unit_id, person_id, on_date)
    SELECT ${id('seat', 'n')}, 'seat-granted', ${unit}, ${person}, '2025-05-05' FROM many;
  INSERT INTO mail (id, unit_id, address, subject, body, written_at, sent_at)
    SELECT ${id('mail', 'n')}, ${unit}, 'x', 'x', 'x', now() - n * interval '1 minute', now() FROM many WHERE n % 5 = 0;
  INSERT INTO unit_demand (unit_id, revision, desk_staff, groups) SELECT ${unit}, 1, 0, '[]' FROM many WHERE n < ${UNITS}`;

let service: ServiceUnderTest;
const some = { unit: '', person: '', class: '', duty: '' };
beforeAll(async () => {
  service = await ServiceUnderTest.start(enrollment, { NANGLUC_BUSINESS_DATE: '2026-03-01', BACKGROUND_LOOPS: 'off' });
  await fillTables(service.database, LARGE, FILL);
  const [row] = await service.database.query<typeof some>(
    `SELECT ${unit} AS unit, ${person} AS person, ${training} AS class, ${id('open', 'n')} AS duty FROM (VALUES (4321)) v (n)`,
  );
  Object.assign(some, row);
}, 240_000);
afterAll(() => service.stop());

const LISTS: [string, (units?: string[]) => string][] = [
  ['a page of all duties', units => `/v1/duties?after=${cursorAfter('/v1/duties', [some.duty], units)}`],
  ['the duties of a unit', () => `/v1/duties?unitId=${some.unit}&status=open`],
  ['the duties of a person', () => `/v1/duties?personId=${some.person}`],
  ['the waiting list of a unit', () => `/v1/waitlist?unitId=${some.unit}`],
  ['the seats of a class', () => `/v1/classes/${some.class}/seats`],
  ['the sessions of a class', () => `/v1/classes/${some.class}/session-marks`],
  ['the training of a person', () => `/v1/people/${some.person}/training`],
  ['the notices of a unit', () => `/v1/notices?unitId=${some.unit}`],
  ['the latest notices', () => '/v1/notices'],
  ['the mails to a unit', () => `/v1/mails?unitId=${some.unit}`],
  ['the demand of every unit', () => '/v1/demand'],
];

describe.each<[string, () => Call]>([
  ['somebody who sees everything', () => ({ as: ['scheduler'] })],
  ['an officer of one unit', () => ({ as: ['hr-officer'], units: [some.unit] })],
])('for %s', (_who, caller) => {
  it.each(LISTS)('%s is found by an index', async (_what, path) => {
    const found = await explainReads(service, LARGE, async () =>
      expect(await service.call('GET', path(caller().units), caller())).toMatchObject({ status: 200 }),
    );
    expect(found.statements).toBeGreaterThan(0);
    expect(found.wholeScans).toEqual([]);
  });
});

it('the reason why somebody waits stands in no index, so that a batch that makes many wait changes rows within their pages', async () => {
  const naming = `SELECT indexname FROM pg_indexes WHERE tablename = 'training_duty' AND indexdef ~ 'waiting'`;
  expect(await service.database.query(naming)).toEqual([]);
});
