// Seeded random kills of services, relay, broker and PostgreSQL while a larger batch is on its way.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { FAILPOINTS } from '#messaging';
import { eventually } from '#testing';
import type { Run } from './run.js';
import type { CrashWorld } from './world.js';

type Kill = (world: CrashWorld, run: Run) => Promise<void>;

const KILLS: Record<string, Kill> = {
  'kill -9 of the source': ({ source }) => Promise.resolve(source.signal('SIGKILL')),
  'kill -9 of the sink': ({ sink }) => Promise.resolve(sink.signal('SIGKILL')),
  'kill -9 of the second sink': ({ sink2 }) => Promise.resolve(sink2.signal('SIGKILL')),
  'kill -9 of the echo': ({ echo }) => Promise.resolve(echo.signal('SIGKILL')),
  'end of the relay’s session': world => endLeader(world, 'crash_source'),
  'end of all sessions of the sink': world => endSessions(world, 'crash_sink'),
  'kill -9 of the broker': async ({ broker: { server } }) => {
    await server.kill?.();
    await server.restart?.();
  },
  'immediate stop of PostgreSQL': async ({ postgres }) => {
    await postgres.kill?.();
    await postgres.restart?.();
  },
  'death at a boundary of the source': ({ source }, { random }) =>
    Promise.resolve(
      source.arm(random.pick(FAILPOINTS.filter(point => !/^(batch|inbox|effect|offset)/.test(point))), 1, 'kill'),
    ),
  'death at a boundary of the sink': ({ sink }, { random }) =>
    Promise.resolve(sink.arm(random.pick(FAILPOINTS), 1 + random.below(3), 'kill')),
  'SIGSTOP of the sink beyond its session': async ({ sink, sessionMs }) => {
    sink.signal('SIGSTOP');
    await pause(2 * sessionMs);
    sink.signal('SIGCONT');
  },
};

/** Sends `commands` on few keys while `kills` things die, each when its share of the commands is acknowledged. */
export async function storm(run: Run, commands: number, kills: number): Promise<void> {
  const { world, random, client } = run;
  const names = Object.keys(KILLS);
  const first = random.below(names.length);
  // In turn from a random one, so that a short storm does not hit the same thing again and again.
  const plan = Array.from({ length: kills }, (_, n) => names[(first + n * 3) % names.length] as string);
  world.sink2.start();
  await world.sink2.ready();
  const work = async (): Promise<number> => {
    const before = client.acknowledged.length;
    const sending = client.send(run.commands(commands, 40), 16);
    for (const [n, name] of plan.entries()) {
      const share = Math.floor(((n + 1) * commands) / (kills + 2));
      await eventually(() => client.acknowledged.length - before >= share, `${share} commands are acknowledged`, {
        timeoutMs: 120_000,
        everyMs: 5,
      });
      await KILLS[name]?.(world, run);
    }
    await sending;
    for (const victim of [world.source, world.sink]) victim.disarm();
    return kills;
  };
  await run.case(`storm of ${commands} commands`, commands, work, plan);
  await world.sink2.terminate();
}

/** The session that holds the advisory lock of the relay. */
const endLeader = (world: CrashWorld, database: string): Promise<void> =>
  asSuperuser(
    world,
    `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
     WHERE l.locktype = 'advisory' AND d.datname = $1`,
    database,
  );

const endSessions = (world: CrashWorld, database: string): Promise<void> =>
  asSuperuser(world, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', database);

async function asSuperuser({ postgres }: CrashWorld, sql: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.adminUrl });
  await client.connect();
  try {
    await client.query(sql, [database]);
  } finally {
    await client.end();
  }
}
