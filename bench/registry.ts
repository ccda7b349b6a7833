import { cursorAfter } from '#testing';
import type { Bench, Figure, Measure, Outcome } from './harness/measure.js';
import { RawCopy } from './harness/raw-copy.js';
import { RegistryWorld } from './harness/registry-world.js';
import { quantile, spreadOf } from './harness/spread.js';
import { demand, timed } from './harness/timed.js';

const LIST_CALLS = 200;

const ROWS = {
  name: 'reassignment_row',
  columns:
    'batch_id, row_no, position, person_id, staff_code, full_name, action, unit_id, unit_code, post, duties, effective_date',
};

interface Round {
  takeInSeconds: number;
  copySeconds: number;
  previewSeconds: number;
  listMs: Record<string, number>;
}

/** A file taken in over HTTP until every row is checked and stored, the preview with enrollment's answers, and lists. */
async function measureSize(bench: Bench, size: number): Promise<Round[]> {
  await bench.infra();
  const world = await RegistryWorld.create(size);
  const rounds: Round[] = [];
  try {
    for (let round = 0; round <= bench.rounds; round++) {
      const content = world.file(round);
      let batch = { id: '', rows: 0, status: '' };
      const takeInSeconds = await timed(async () => {
        batch = await world.takeIn(content, `round-${round}`);
      });
      demand(batch.status === 'validated' && batch.rows === size, `${batch.status} with ${batch.rows} rows`);
      const copySeconds = await copyOf(world, batch.id);
      let seen = { people: { people: 0 }, duties: { opened: 0 } };
      const previewSeconds = await timed(async () => {
        seen = await world.preview(batch.id);
      });
      // Nobody owes anything yet, and everybody is named: each move opens one duty.
      demand(seen.people.people === size && seen.duties.opened === size, `a preview of ${JSON.stringify(seen)}`);
      const listMs = await lists(world);
      await world.registry.database.query('DELETE FROM reassignment_row');
      await world.registry.database.query('VACUUM reassignment_row, batch_draft, upload_part');
      if (round > 0) rounds.push({ takeInSeconds, copySeconds, previewSeconds, listMs });
      bench.say(
        `registry ${size}, round ${round}: ${Math.round(size / takeInSeconds)} rows/s in, preview ${previewSeconds.toFixed(1)} s`,
      );
    }
  } finally {
    await world.stop();
  }
  return rounds;
}

async function copyOf({ registry: { database } }: RegistryWorld, batchId: string): Promise<number> {
  const rows = `SELECT ${ROWS.columns} FROM reassignment_row WHERE batch_id = '${batchId}'`;
  const copy = new RawCopy(database, [{ ...ROWS, rows }]);
  await copy.take();
  return copy.seconds();
}

const after = (list: string, ...keys: string[]): string => `${list}&after=${cursorAfter(list, keys)}`;

/** The slowest of a hundred calls of each list, over pages and units all through the registry. */
async function lists(world: RegistryWorld): Promise<Record<string, number>> {
  const { database } = world.registry;
  const cursors = await database.query<{ id: string; unit: string }>(
    `SELECT person_id AS id, unit_id AS unit FROM post_holding ORDER BY md5(person_id::text) LIMIT ${LIST_CALLS}`,
  );
  const p99 = async (path: (at: { id: string; unit: string }) => string): Promise<number> => {
    const times: number[] = [];
    for (const at of cursors) times.push((await timed(() => world.show(path(at)))) * 1_000);
    return quantile(
      times.sort((a, b) => a - b),
      0.99,
    );
  };
  return {
    'people, a page of 100': await p99(({ id }) => after('/v1/people?limit=100', id)),
    'people of a unit': await p99(({ unit }) => `/v1/people?limit=100&unitId=${unit}`),
    'one person': await p99(({ id }) => `/v1/people/${id}`),
    'desks of a unit': await p99(({ unit }) => `/v1/staffing?unitId=${unit}`),
    'allowances, a page of 100': await p99(({ id, unit }) => after('/v1/allowances?month=2026-02', id, unit)),
  };
}

function figuresOf(size: number, rounds: Round[]): Figure[] {
  const figure = (what: string, of: (round: Round) => number, more: Partial<Figure> = {}): Figure => ({
    what,
    size,
    value: spreadOf(rounds.map(of)),
    ...more,
  });
  return [
    figure(
      'file taken in and checked ÷ COPY of the same rows',
      ({ takeInSeconds, copySeconds }) => copySeconds / takeInSeconds,
    ),
    figure('file taken in and checked', ({ takeInSeconds }) => size / takeInSeconds, { unit: 'rows/s' }),
    figure('COPY of the same rows', ({ copySeconds }) => size / copySeconds, { unit: 'rows/s' }),
    figure('preview with duties and seats', ({ previewSeconds }) => previewSeconds, { unit: 's' }),
    ...Object.keys(rounds[0]?.listMs ?? {}).map(list =>
      figure(`p99 ${list}`, ({ listMs }) => listMs[list] ?? Number.NaN, {
        unit: 'ms',
        floor: { atMost: 50 },
        aim: { atMost: 20 },
      }),
    ),
  ];
}

export const measure: Measure = {
  id: 'registry',
  about: 'Registry: files taken in and checked, previews of their effect, and lists, at so many people.',
  byDefault: false,
  async run(bench): Promise<Outcome> {
    const figures: Figure[] = [];
    const detail: Record<number, Round[]> = {};
    for (const size of bench.sizes) {
      const rounds = await measureSize(bench, size);
      figures.push(...figuresOf(size, rounds));
      detail[size] = rounds;
    }
    return {
      figures,
      detail,
      notes: ['Taken in: over HTTP until the last row is compared with the registry and stored; applying it is M1.'],
    };
  },
};
