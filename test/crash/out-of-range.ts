// The committed offset and the log part: what Kafka deleted before it was read is noticed and comes back by a republication.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { eventually } from '#testing';
import type { Run } from './run.js';

const COMMANDS = 30;
const GROUP = 'sink';
const TOPIC = 'staff.assignment';

/** Runs every case in which an offset is not in the log any more. */
export async function outOfRange(run: Run): Promise<void> {
  await deletedWhileStopped(run);
  await deletedWhileFrozen(run, 0);
  await deletedWhileFrozen(run, 2 * run.world.sessionMs);
  await behindTheEnd(run);
}

/** The log begins behind the committed offset when the consumer starts. */
async function deletedWhileStopped(run: Run): Promise<void> {
  const { sink, broker } = run.world;
  await run.case('topic emptied while the sink is stopped, republished', COMMANDS, async () => {
    const since = new Date();
    await sink.terminate();
    await sent(run);
    await broker.deleteAll(TOPIC);
    sink.start();
    await sink.ready();
    await missed(run);
    await republish(run, since);
    return 1;
  });
}

/** The consumer is frozen, with its membership or beyond it, and finds the log shortened when it comes back. */
async function deletedWhileFrozen(run: Run, frozenMs: number): Promise<void> {
  const { sink, broker } = run.world;
  const beyond = frozenMs > 0 ? ' beyond its session' : '';
  await run.case(`topic emptied while the sink is frozen${beyond}, republished`, COMMANDS, async () => {
    const since = new Date();
    // A new process: what the last case had it say is forgotten with the old one.
    await sink.terminate();
    sink.start();
    await sink.ready();
    sink.signal('SIGSTOP');
    await sent(run);
    await broker.deleteAll(TOPIC);
    await pause(frozenMs);
    sink.signal('SIGCONT');
    // Its first commit behind the gap is what would hide it.
    await run.client.send(run.commands(COMMANDS, 5), 4);
    await missed(run);
    await republish(run, since);
    return 1;
  });
}

/** The committed offset lies behind the end, as when a topic was made anew: everything comes again, and nothing is missed. */
async function behindTheEnd(run: Run): Promise<void> {
  const { sink, broker } = run.world;
  await run.case('committed offset of the sink behind the end of the log', COMMANDS, async () => {
    await run.client.send(run.commands(COMMANDS, 5), 4);
    await sink.terminate();
    await broker.moveBehindTheEnd(GROUP, TOPIC);
    await sent(run);
    sink.start();
    return 1;
  });
}

/** Sends the commands of a case and waits until the relay has carried all of their events to the topic. */
async function sent(run: Run): Promise<void> {
  await run.client.send(run.commands(COMMANDS, 5), 4);
  const source = new pg.Client({ connectionString: run.world.databases.source });
  await source.connect();
  try {
    await eventually(async () => (await source.query('SELECT FROM outbox')).rowCount === 0, 'all is sent');
  } finally {
    await source.end();
  }
}

/** The operator sees on /health/ready that messages are gone; the service stays in work. */
async function missed({ world: { sink } }: Run): Promise<void> {
  const said = async (): Promise<boolean> => {
    const answer = await fetch(`${sink.url}/health/ready`);
    const { checks } = (await answer.json()) as { checks: { messages: { why: string } } };
    return answer.ok && checks.messages.why.includes(`deleted before ${GROUP} read them`);
  };
  await eventually(said, 'the sink says that it missed messages', { timeoutMs: 45_000 });
}

/** What the operator does then: `npm run republish`, from a moment before the gap. */
async function republish({ world }: Run, since: Date): Promise<void> {
  const answer = await fetch(`${world.source.url}/v1/republications`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await world.operator()}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({ topic: TOPIC, from: since.toISOString(), reason: 'the topic was emptied' }),
  });
  if (answer.status !== 202) throw new Error(`The republication was refused: ${await answer.text()}`);
}
