import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { uuidFrom } from '#kernel';
import { eventually } from '#testing';
import { chairman, EnrollmentUnderTest, person } from '../enrollment.suite.js';

const OWE = `
  INSERT INTO training_duty (id, person_id, programme_id, kind, period, status, cohort, class_type, unit_id, opened_on,
    deadline, moves, revision)
  SELECT gen_random_uuid(), id, coalesce($2::uuid, programme_id), 'yearly', 2031, 'open', 'leaders', 'commune',
    gen_random_uuid(), '2031-01-01', '2031-12-31', 0, 1
  FROM unnest($1::uuid[]) AS id, programme_rules`;

const NOBODY = uuidFrom('nobody');

describe('what is referred to', () => {
  let enrollment: EnrollmentUnderTest;
  const clients: pg.Client[] = [];
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
  });
  afterAll(() => enrollment.stop());
  beforeEach(async () => {
    await enrollment.clear();
    await enrollment.adopt();
    await enrollment.hear({ who: 'An', revision: 1, after: chairman('A') });
    // Somebody who is known, owes nothing and so can be deleted.
    await enrollment.rows('INSERT INTO person_state (person_id, revision) VALUES ($1, 0)', [person('Bình')]);
  });
  afterEach(async () => void (await Promise.all(clients.splice(0).map(client => client.end()))));

  it('is there for every row of a statement', async () => {
    await enrollment.rows(OWE, [[person('An'), person('Bình')], null]);
    await expect(enrollment.rows(OWE, [[person('Chi')], null])).rejects.toThrow(/training_duty_person_id/);
    await expect(enrollment.rows(OWE, [[person('An'), NOBODY], null])).rejects.toThrow(/training_duty_person_id/);
    await expect(enrollment.rows(OWE, [[person('An')], NOBODY])).rejects.toThrow(/training_duty_programme_id/);
    const answer = 'UPDATE assignment_fact SET duty_id = $1';
    await expect(enrollment.rows(answer, [NOBODY])).rejects.toThrow(/assignment_fact_duty_id/);
    const move = 'UPDATE training_duty SET person_id = $1';
    await expect(enrollment.rows(move, [NOBODY])).rejects.toThrow(/training_duty_person_id/);
  });

  it('stays as long as somebody refers to it', async () => {
    await enrollment.rows(OWE, [[person('An')], null]);
    const forget = 'DELETE FROM person_state WHERE person_id = ANY ($1::uuid[])';
    await expect(enrollment.rows(forget, [[person('An'), person('Bình')]])).rejects.toThrow(/training_duty_person_id/);
    await expect(
      enrollment.rows('UPDATE person_state SET person_id = $1 WHERE person_id = $2', [NOBODY, person('An')]),
    ).rejects.toThrow(/training_duty_person_id/);
    await expect(enrollment.rows('DELETE FROM programme_rules')).rejects.toThrow(/training_duty_programme_id/);
    await expect(enrollment.rows('DELETE FROM training_duty')).rejects.toThrow(/assignment_fact_duty_id/);
    await enrollment.rows(forget, [[person('Bình')]]);
  });

  it('is taken over from an instance of the release before, which says in a table of its own what answers a move', async () => {
    const answered = 'SELECT event_id, duty_id FROM assignment_fact WHERE duty_id IS NOT NULL';
    const told = await enrollment.rows<{ event_id: string; duty_id: string }>(answered);
    expect(told).toHaveLength(1);
    await enrollment.rows('UPDATE assignment_fact SET duty_id = NULL');
    const former = await begun();
    await former.query('INSERT INTO duty_cause (event_id, duty_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      told[0]?.event_id,
      told[0]?.duty_id,
    ]);
    await former.query('COMMIT');
    expect(await enrollment.rows(answered)).toEqual(told);
  });

  it('cannot be deleted while somebody who refers to it has not committed', async () => {
    const [writer, deleter] = [await begun(), await begun()];
    await writer.query(OWE, [[person('Bình')], null]);
    const outcome = outcomeOf(deleter.query('DELETE FROM person_state WHERE person_id = $1', [person('Bình')]));
    await waits(deleter);
    await writer.query('COMMIT');
    expect(await outcome).toMatch(/training_duty_person_id/);
  });

  it('is not referred to while somebody who deletes it has not committed', async () => {
    const [deleter, writer] = [await begun(), await begun()];
    await deleter.query('DELETE FROM person_state WHERE person_id = $1', [person('Bình')]);
    const outcome = outcomeOf(writer.query(OWE, [[person('Bình')], null]));
    await waits(writer);
    await deleter.query('COMMIT');
    expect(await outcome).toMatch(/training_duty_person_id/);
  });

  it('is kept also by a transaction that wrote it itself', async () => {
    const [writer, deleter] = [await begun(), await begun()];
    await writer.query('UPDATE person_state SET revision = 1 WHERE person_id = $1', [person('Bình')]);
    await writer.query(OWE, [[person('Bình')], null]);
    const outcome = outcomeOf(deleter.query('DELETE FROM person_state WHERE person_id = $1', [person('Bình')]));
    await waits(deleter);
    await writer.query('COMMIT');
    expect(await outcome).toMatch(/training_duty_person_id/);
  });

  function outcomeOf(asked: Promise<unknown>): Promise<string> {
    return asked.then(
      () => 'done',
      (error: Error) => error.message,
    );
  }

  async function begun(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: enrollment.database.url });
    clients.push(client);
    await client.connect();
    await client.query(`BEGIN; SET LOCAL app.unit_scope = '*'`);
    return client;
  }

  async function waits(client: pg.Client): Promise<void> {
    const { processID } = client as unknown as { processID: number };
    await eventually(
      async () =>
        (await enrollment.rows('SELECT FROM pg_locks WHERE pid = $1 AND NOT granted', [processID])).length > 0,
      'the second waits for the first',
    );
  }
});
