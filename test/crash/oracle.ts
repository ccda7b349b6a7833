// What must be there after a crash test, recomputed from what was acknowledged to the client. It knows the raw tables
// and shares no code with apps or libs.
import pg from 'pg';
import { line } from '../oracle/compare.js';

interface Acknowledged {
  id: string;
  key: string;
}

export interface Verdict {
  /** Commands whose effect or reply is missing. */
  lost: number;
  /** Effects and replies that are there more often than once. */
  duplicated: number;
  /** Effects of one key in another order than its revisions. */
  disordered: number;
  /** Messages that were put aside, or never sent. */
  leftOver: number;
  differences: string[];
}

export const sound = ({ lost, duplicated, disordered, leftOver }: Verdict): boolean =>
  lost + duplicated + disordered + leftOver === 0;

type Databases = Record<'source' | 'sink' | 'echo', string>;

/** Compares as multisets: every acknowledged command, its one event, its one effect and its one reply. */
export async function judge(databases: Databases, acknowledged: Acknowledged[]): Promise<Verdict> {
  const select = async <Row extends object>(database: keyof Databases, sql: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: databases[database] });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const done = await select<Event>('source', 'SELECT command_id AS id, key, revision FROM done');
  const effects = await select<Event>('sink', 'SELECT command_id AS id, key, revision FROM effect ORDER BY seq');
  const latest = await select<Event>('sink', 'SELECT key, revision FROM latest');
  const replies = await select<{ id: string }>('echo', 'SELECT command_id AS id FROM reply');
  const wanted = acknowledged.map(({ id, key }) => line({ id, key }));
  const asLine = ({ id, key, revision }: Event): string => line({ id, key, revision });
  const compared = {
    'acknowledged commands that were carried out': compare(
      wanted,
      done.map(({ id, key }) => line({ id, key })),
    ),
    'effects of commands': compare(done.map(asLine), effects.map(asLine)),
    'replies to commands': compare(
      done.map(({ id }) => id),
      replies.map(({ id }) => id),
    ),
    // What is there instead of a last revision is an older one: missing, not doubled.
    'last revisions of keys': {
      missing: compare(
        [...lastRevisions(done)].map(([key, revision]) => line({ key, revision })),
        latest.map(({ key, revision }) => line({ key, revision })),
      ).missing,
      surplus: [],
    },
  };
  const disordered = outOfOrder(effects);
  const leftOver: string[] = [];
  for (const database of ['source', 'sink', 'echo'] as const) {
    for (const table of ['outbox', 'dead_letter'])
      for (const { n } of await select<{ n: number }>(database, `SELECT count(*)::int AS n FROM ${table}`))
        if (n > 0) leftOver.push(line({ database, table, rows: n }));
  }
  const all = Object.values(compared);
  return {
    lost: all.reduce((sum, { missing }) => sum + missing.length, 0),
    duplicated: all.reduce((sum, { surplus }) => sum + surplus.length, 0),
    disordered: disordered.length,
    leftOver: leftOver.length,
    differences: Object.entries(compared)
      .flatMap(([what, { missing, surplus }]) => [
        ...missing.slice(0, 3).map(one => `missing among the ${what}: ${one}`),
        ...surplus.slice(0, 3).map(one => `too often among the ${what}: ${one}`),
      ])
      .concat(disordered.slice(0, 3), leftOver),
  };
}

interface Event {
  id: string;
  key: string;
  revision: number;
}

/** Both as multisets: what is not there as often as it must be, and what is there more often. */
function compare(wanted: string[], found: string[]): { missing: string[]; surplus: string[] } {
  const left = new Map<string, number>();
  for (const one of wanted) left.set(one, (left.get(one) ?? 0) + 1);
  const surplus = found.filter(one => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
  return {
    missing: [...left].flatMap(([one, count]) => Array.from({ length: Math.max(0, count) }, () => one)),
    surplus,
  };
}

function lastRevisions(events: Event[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { key, revision } of events) last.set(key, Math.max(revision, last.get(key) ?? 0));
  return last;
}

function outOfOrder(effects: Event[]): string[] {
  const seen = new Map<string, number>();
  return effects.flatMap(({ key, revision }) => {
    const before = seen.get(key) ?? 0;
    seen.set(key, Math.max(before, revision));
    return revision < before ? [line({ key, revision, before })] : [];
  });
}
