import { ApprovalsWorld } from './harness/approvals-world.js';
import type { Bench, Figure, Measure, Outcome } from './harness/measure.js';
import { quantile, spreadOf } from './harness/spread.js';
import { demand, timed } from './harness/timed.js';

const DECIDERS = 20;
const CHUNK = 5_000;

const WAITING = `
  INSERT INTO audit_pending (fact) SELECT jsonb_build_object('at', now()::text, 'subject', 'reviewer-' || n % 50,
    'address', '10.0.0.1', 'action', 'POST /v1/proposals/:id/decisions', 'object', gen_random_uuid(),
    'contentHash', encode(sha256(n::text::bytea), 'hex'), 'result', 'done')
  FROM generate_series(1, $1::int) AS n`;
const RECORDS = `
  SELECT position::text, at, subject, address, action, object, content_hash, result FROM audit_record ORDER BY position`;
const RAW = `
  INSERT INTO raw_record SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
    $7::text[], $8::text[])`;

interface Sealing {
  sealSeconds: number;
  rawSeconds: number;
}

/** Facts that wait are sealed; then the same rows go, in as large pieces, into a table without key, hash or trigger. */
async function measureSealing(bench: Bench, size: number): Promise<Sealing[]> {
  const rounds: Sealing[] = [];
  for (let round = 0; round <= bench.rounds; round++) {
    const world = await ApprovalsWorld.create();
    try {
      await world.database.query(WAITING, [size]);
      await world.database.query('CHECKPOINT');
      const sealSeconds = await timed(() => world.seal());
      const rows = await world.database.query<Record<string, string>>(RECORDS);
      demand(rows.length === size && (await world.isWhole()), `${rows.length} sealed`);
      await world.database.query('CREATE TABLE raw_record AS SELECT * FROM audit_record WITH NO DATA');
      await world.database.query('CHECKPOINT');
      const columns = Object.keys(rows[0] ?? {});
      const rawSeconds = await timed(async () => {
        for (let from = 0; from < size; from += CHUNK) {
          const chunk = rows.slice(from, from + CHUNK);
          await world.database.query(
            RAW,
            columns.map(column => chunk.map(row => row[column])),
          );
        }
      });
      if (round > 0) rounds.push({ sealSeconds, rawSeconds });
      bench.say(`approvals, ${size} records, round ${round}: ${Math.round(size / sealSeconds)} sealed/s`);
    } finally {
      await world.stop();
    }
  }
  return rounds;
}

interface Deciding {
  decideMs: number[];
  insertMs: number[];
}

/** Twenty deciders at once, each with the next proposal; and as many connections that insert one row each time. */
async function measureDeciding(bench: Bench, proposals: number): Promise<Deciding[]> {
  const world = await ApprovalsWorld.create();
  const rounds: Deciding[] = [];
  try {
    await world.database.query(
      'CREATE TABLE raw_decision (id uuid PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
    );
    for (let round = 0; round <= bench.rounds; round++) {
      const ids = await world.open(proposals);
      await world.database.query('CHECKPOINT');
      const decideMs = await together(ids, async (id, decider) => {
        const { status } = await world.approve(id, `reviewer-${decider}`);
        demand(status === 200, `a decision was answered ${status}`);
      });
      const insertMs = await together(ids, id => world.database.query('INSERT INTO raw_decision VALUES ($1)', [id]));
      if (round > 0) rounds.push({ decideMs, insertMs });
      bench.say(`approvals, ${proposals} decisions, round ${round}: p99 ${quantile(decideMs, 0.99).toFixed(1)} ms`);
    }
    await demandOneWinner(world);
    const [{ n } = { n: 0 }] = await world.database.query<{ n: number }>('SELECT count(*)::int AS n FROM decision');
    demand(n === proposals * (bench.rounds + 1) + 1, `${n} decisions are stored`);
    await world.seal();
    demand(await world.isWhole(), 'the audit trail is not whole');
  } finally {
    await world.stop();
  }
  return rounds;
}

/** Milliseconds of each piece of work, sorted; twenty at a time. */
async function together<T>(all: readonly T[], work: (one: T, worker: number) => Promise<unknown>): Promise<number[]> {
  const queue = [...all];
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: DECIDERS }, async (_none, worker) => {
      for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
        const next = one;
        times.push((await timed(() => work(next, worker))) * 1_000);
      }
    }),
  );
  return times.sort((a, b) => a - b);
}

async function demandOneWinner(world: ApprovalsWorld): Promise<void> {
  const [id = ''] = await world.open(1);
  const answers = await Promise.all(
    Array.from({ length: DECIDERS }, (_none, decider) => world.approve(id, `reviewer-${decider}`)),
  );
  const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
  demand(statuses[0] === 200 && statuses.slice(1).every(status => status === 412), `answers ${statuses.join(' ')}`);
}

export const measure: Measure = {
  id: 'approvals',
  about: 'Approvals: audit records sealed against a raw insert, and decisions of twenty people at once.',
  byDefault: false,
  async run(bench): Promise<Outcome> {
    const figures: Figure[] = [];
    const sealing: Record<number, Sealing[]> = {};
    await bench.infra();
    for (const size of bench.sizes) {
      const rounds = await measureSealing(bench, size);
      sealing[size] = rounds;
      const of = (value: (round: Sealing) => number) => spreadOf(rounds.map(value));
      figures.push(
        {
          what: 'audit records sealed ÷ raw INSERT of the same rows',
          size,
          value: of(({ sealSeconds, rawSeconds }) => rawSeconds / sealSeconds),
          floor: { atLeast: 0.2 },
          aim: { atLeast: 0.25 },
        },
        { what: 'audit records sealed', size, value: of(({ sealSeconds }) => size / sealSeconds), unit: 'records/s' },
        { what: 'raw INSERT of the same rows', size, value: of(({ rawSeconds }) => size / rawSeconds), unit: 'rows/s' },
      );
    }
    const proposals = bench.quick ? 200 : 1_000;
    const deciding = await measureDeciding(bench, proposals);
    const p99 = (value: (round: Deciding) => number) => spreadOf(deciding.map(value));
    figures.push(
      {
        what: `p99 decision of ${DECIDERS} at once`,
        size: proposals,
        value: p99(({ decideMs }) => quantile(decideMs, 0.99)),
        unit: 'ms',
        floor: { atMost: 1_000 },
      },
      {
        what: `p99 decision ÷ p99 one-row INSERT, ${DECIDERS} at once`,
        size: proposals,
        value: p99(({ decideMs, insertMs }) => quantile(decideMs, 0.99) / quantile(insertMs, 0.99)),
      },
    );
    const notes = [
      'A decision is HTTP, token check, idempotency key, locks, rules, decision, events and audit records in one commit; clients and service share the two cores.',
    ];
    return { figures, notes, detail: { sealing } };
  },
};
