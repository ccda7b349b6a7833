import { newId } from '#kernel';
import { Transaction } from '#messaging';
import { withDatabase } from '#testing';
import { ApplyBatchChunkHandler } from '../apps/staff/src/use-cases/apply-batch-chunk.js';
import type { Bench, Figure, Measure, Outcome } from './harness/measure.js';
import { plainDataSource, PlainRow } from './harness/plain-row.js';
import { differences, movesPerSecond } from './harness/plain-moves.js';
import { plainStaff } from './harness/plain-staff.js';
import { RawCopy } from './harness/raw-copy.js';
import { spreadOf } from './harness/spread.js';
import { StaffWorld } from './harness/staff-world.js';
import { demand, timed } from './harness/timed.js';

const BASELINE_ROWS = 1_000;

const OUTBOX = {
  name: 'outbox',
  columns: 'lane, seq, topic, key, headers, payload',
  rows: 'SELECT lane, seq, topic, key, headers, payload FROM outbox',
};
/** What a round adds to the registry: new holdings and duties, and the new versions of the rows that it ends. */
const STATE = (round: number) => [
  {
    name: 'person',
    columns: 'id, staff_code, full_name, revision, status, erased_at',
    rows: 'SELECT id, staff_code, full_name, revision, status, erased_at FROM person',
  },
  {
    name: 'post_holding',
    columns: 'person_id, unit_id, post, valid, recorded_at, begins, open_known_at',
    rows: `SELECT person_id, unit_id, post, valid, recorded_at, begins, open_known_at FROM post_holding WHERE ${touched(round)}`,
  },
  {
    name: 'concurrent_duty',
    columns: 'person_id, unit_id, duty, valid, recorded_at, begins, open_known_at',
    rows: `SELECT person_id, unit_id, duty, valid, recorded_at, begins, open_known_at FROM concurrent_duty WHERE ${touched(round)}`,
  },
];

const touched = (round: number): string => {
  const day = `date '2020-01-01' + ${round}`;
  return `lower(valid) = ${day} OR upper(valid) = ${day}`;
};

interface Round {
  oursSeconds: number;
  copySeconds: number;
  copyOfOutboxSeconds: number;
  plainMovesPerSecond: number;
  plainRowsPerSecond: number;
}

async function measureSize(bench: Bench, size: number): Promise<{ figures: Figure[]; rounds: Round[] }> {
  await bench.infra();
  const world = await StaffWorld.create(size);
  const { adminUrl } = (await bench.infra()).postgres;
  const service = await plainStaff(withDatabase(adminUrl, world.database.name));
  const rowsOnly = await plainDataSource(adminUrl);
  const handler = new ApplyBatchChunkHandler(new Transaction(world.dataSource));
  const rounds: Round[] = [];
  try {
    // Round 0 warms up and counts nothing.
    for (let round = 0; round <= bench.rounds; round++) {
      const batch = await world.releaseRound(round + 1);
      const oursSeconds = await timed(async () => {
        while (await handler.execute());
      });
      const faults = await world.faults(batch, round + 1);
      demand(faults.length === 0, faults.join(', '));
      const copies = await takeCopies(world, round + 1);
      const plainMovesPerSecond = await movesPerSecond(service, batch, BASELINE_ROWS);
      const different = await differences(service, batch, BASELINE_ROWS);
      demand(different === 0, `${different} rows or events differ from those of the plain service`);
      const plainRowsPerSecond = await saveOneByOne(rowsOnly.getRepository(PlainRow), world);
      await world.emptyOutbox();
      if (round > 0) rounds.push({ oursSeconds, ...copies, plainMovesPerSecond, plainRowsPerSecond });
      bench.say(`M1 ${size} rows, round ${round}: ${Math.round(size / oursSeconds)} rows/s`);
    }
  } finally {
    await rowsOnly.destroy();
    await service.destroy();
    await world.close();
  }
  return { figures: figuresOf(size, rounds), rounds };
}

async function takeCopies({ database }: StaffWorld, round: number) {
  const outbox = new RawCopy(database, [OUTBOX]);
  const state = new RawCopy(database, STATE(round));
  await outbox.take();
  await state.take();
  const copyOfOutboxSeconds = await outbox.seconds();
  return { copyOfOutboxSeconds, copySeconds: copyOfOutboxSeconds + (await state.seconds()) };
}

async function saveOneByOne(
  repository: { save(row: PlainRow): Promise<unknown> },
  { database }: StaffWorld,
): Promise<number> {
  const rows = await database.query<PlainRow>(`SELECT topic, key, headers, payload FROM outbox LIMIT ${BASELINE_ROWS}`);
  const seconds = await timed(async () => {
    for (const row of rows) await repository.save(Object.assign(new PlainRow(), row, { id: newId() }));
  });
  return rows.length / seconds;
}

function figuresOf(size: number, rounds: Round[]): Figure[] {
  const figure = (what: string, of: (round: Round) => number, more: Partial<Figure> = {}): Figure => ({
    what,
    size,
    value: spreadOf(rounds.map(of)),
    ...more,
  });
  return [
    figure('intake ÷ COPY of the same bytes', ({ oursSeconds, copySeconds }) => copySeconds / oursSeconds, {
      floor: { atLeast: 0.25 },
      aim: { atLeast: 0.45 },
    }),
    figure(
      'intake ÷ COPY of the outbox alone',
      ({ oursSeconds, copyOfOutboxSeconds }) => copyOfOutboxSeconds / oursSeconds,
    ),
    figure(
      'intake ÷ plain service, one save() per change',
      ({ oursSeconds, plainMovesPerSecond }) => size / oursSeconds / plainMovesPerSecond,
      { floor: { atLeast: 50 } },
    ),
    figure(
      'intake ÷ save() of the outbox row alone',
      ({ oursSeconds, plainRowsPerSecond }) => size / oursSeconds / plainRowsPerSecond,
    ),
    figure('intake', ({ oursSeconds }) => size / oursSeconds, { unit: 'rows/s' }),
    figure('COPY of the same bytes', ({ copySeconds }) => size / copySeconds, { unit: 'rows/s' }),
    figure('plain service', ({ plainMovesPerSecond }) => plainMovesPerSecond, { unit: 'rows/s' }),
    figure('save() of the outbox row alone', ({ plainRowsPerSecond }) => plainRowsPerSecond, { unit: 'rows/s' }),
  ];
}

export const measure: Measure = {
  id: 'M1',
  about: 'Intake: reassignments of a released batch committed, with their state and their outbox rows.',
  byDefault: true,
  async run(bench): Promise<Outcome> {
    const figures: Figure[] = [];
    const detail: Record<number, Round[]> = {};
    for (const size of bench.sizes) {
      const measured = await measureSize(bench, size);
      figures.push(...measured.figures);
      detail[size] = measured.rounds;
    }
    return {
      figures,
      detail,
      notes: [
        'A change writes three rows of state and ends two, with their keys, rules and recorded time, beside its outbox row; COPY writes the same row versions into tables without a key.',
        `The plain service and save() were timed with ${BASELINE_ROWS} changes a round; the plain service's rows and events were compared with ours.`,
      ],
    };
  },
};
