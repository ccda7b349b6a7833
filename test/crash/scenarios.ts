// What a kill alone does not show: zombies, rebalances, repeated and old messages, a slow transaction, a deployment.
import { setTimeout as pause } from 'node:timers/promises';
import type { IHeaders } from 'kafkajs';
import { kafkaClient } from '#messaging';
import { eventually } from '#testing';
import type { Run } from './run.js';
import { readFileSync } from 'node:fs';

/** Runs every scenario once. */
export async function scenarios(run: Run): Promise<void> {
  await zombie(run);
  await relayZombie(run);
  await rebalance(run);
  await repeatedByHand(run);
  await slowTransaction(run);
  await deployment(run);
}

const COMMANDS = 30;

/** The consumer freezes inside its transaction, a second one takes over, and the first comes back to commit. */
async function zombie(run: Run): Promise<void> {
  const { sink, sink2, sessionMs } = run.world;
  await run.case('sink frozen at effect.written beyond its session', COMMANDS, async () => {
    sink2.start();
    await sink2.ready();
    // At its first transaction, and with a key for each command: the second sink may read most of a few keys alone.
    sink.arm('effect.written', 1, 'stop');
    await run.client.send(run.commands(COMMANDS, COMMANDS), 4);
    await stopped(sink.pid);
    await pause(2 * sessionMs);
    sink.disarm();
    sink.signal('SIGCONT');
    return 1;
  });
  await sink2.terminate();
}

/** The relay freezes with a claim in hand, so the rows stay locked until it comes back. */
async function relayZombie(run: Run): Promise<void> {
  const { source } = run.world;
  await run.case('relay frozen at relay.claimed, and back', COMMANDS, async () => {
    source.arm('relay.claimed', 1, 'stop');
    const sending = run.client.send(run.commands(COMMANDS, 5), 4);
    await stopped(source.pid);
    await pause(1_000);
    source.disarm();
    source.signal('SIGCONT');
    await sending;
    return 1;
  });
}

async function stopped(pid: number): Promise<void> {
  const state = (): string => /\) (\w) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
  await eventually(() => state() === 'T', 'the process is frozen', { timeoutMs: 30_000, everyMs: 10 });
}

/** A second member joins while messages flow, and leaves again. */
async function rebalance(run: Run): Promise<void> {
  const { sink2 } = run.world;
  await run.case('a second sink joins and leaves under load', 10 * COMMANDS, async () => {
    const sending = run.client.send(run.commands(10 * COMMANDS, 20), 8);
    sink2.start();
    await sink2.ready();
    await sending;
    await sink2.terminate();
    return 0;
  });
}

/** Every message of the topic once more, as a broker or a hand could bring them: the same ids, old revisions. */
async function repeatedByHand(run: Run): Promise<void> {
  const { server } = run.world.broker;
  await run.case('every message sent again by hand, in reverse order', COMMANDS, async () => {
    await run.client.send(run.commands(COMMANDS, 3));
    const client = kafkaClient('hand', [server.brokers]);
    const copies = await everyMessage(client);
    const producer = client.producer();
    await producer.connect();
    await producer.send({ topic: TOPIC, messages: copies.reverse() });
    await producer.disconnect();
    return 0;
  });
}

const TOPIC = 'staff.assignment';

async function everyMessage(client: ReturnType<typeof kafkaClient>): Promise<Copy[]> {
  const admin = client.admin();
  await admin.connect();
  const wanted = (await admin.fetchTopicOffsets(TOPIC)).reduce(
    (sum, { high, low }) => sum + Number(high) - Number(low),
    0,
  );
  await admin.disconnect();
  const copies: Copy[] = [];
  const consumer = client.consumer({ groupId: `hand-${wanted}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message: { key, value, headers } }) => {
      copies.push({ key, value, headers: headers ?? {} });
      return Promise.resolve();
    },
  });
  await eventually(() => copies.length >= wanted, 'every message was read');
  await consumer.disconnect();
  return copies;
}

interface Copy {
  key: Buffer | null;
  value: Buffer | null;
  headers: IHeaders;
}

/** A transaction that took its place in the outbox early stays open while others overtake it. */
async function slowTransaction(run: Run): Promise<void> {
  const { source } = run.world;
  await run.case('a transaction open for 2 s while others commit', COMMANDS, async () => {
    source.arm('outbox.written', 1, 'pause', 2_000);
    const [slow, ...others] = run.commands(COMMANDS, COMMANDS);
    if (!slow) throw new Error('No command');
    await Promise.all([run.client.send([slow]), pause(200).then(() => run.client.send(others, 4))]);
    source.disarm();
    return 0;
  });
}

/** Every service is asked to end and started again while commands come in, as a deployment does. */
async function deployment(run: Run): Promise<void> {
  const { source, sink, echo } = run.world;
  await run.case('SIGTERM and start of all three under load', 10 * COMMANDS, async () => {
    const sending = run.client.send(run.commands(10 * COMMANDS, 20), 8);
    for (const service of [sink, source, echo]) {
      const code = await service.terminate();
      if (code !== 0) throw new Error(`${service.options.name} did not end by itself: ${code}`);
      service.start();
    }
    await sending;
    return 3;
  });
}
