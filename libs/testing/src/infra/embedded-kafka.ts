import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../eventually.js';
import { kafkaClient } from '#messaging';
import { Child } from './child.js';
import { freePort, portIsOpen } from './free-port.js';
import { kafkaJars } from './kafka-jars.js';

export interface KafkaServer {
  brokers: string;
  stop(): Promise<void>;
  /** Ends the broker like a power cut, and starts it again on the same port and data; only where we started it. */
  kill?(): Promise<void>;
  restart?(): Promise<void>;
  /** Stops the broker's process where it stands, as an overloaded machine does, and lets it go on. */
  freeze?(): Promise<void>;
  thaw?(): void;
}

const HEAP = ['-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];
const CLUSTER_ID = 'bmFuZ2x1Yy1zb24tbGEtMQ';

/** Starts the real Apache Kafka broker (KRaft, one node) in a folder; continues with the data that it finds there. */
export async function startEmbeddedKafka(folder: string, say?: (line: string) => void): Promise<KafkaServer> {
  const jars = await kafkaJars(say);
  await mkdir(folder, { recursive: true });
  await endForgotten(folder);
  const [port, controller] = [await freePort(), await freePort()];
  const properties = join(folder, 'server.properties');
  const logs = join(folder, 'kafka-logs');
  await writeFile(properties, serverProperties(port, controller, logs));
  const java = (args: string[], logFile: string): Child =>
    Child.start('kafka', 'java', [...HEAP, '-cp', join(jars, '*'), ...args], {
      cwd: folder,
      logFile: join(folder, logFile),
    });
  if (!existsSync(join(logs, 'meta.properties'))) {
    const format = java(['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties], 'kafka-format.log');
    if ((await format.exit) !== 0) throw new Error(`Kafka's storage could not be formatted: ${format.tail()}`);
  }
  const brokers = `127.0.0.1:${port}`;
  const start = async (): Promise<Child> => {
    const started = java(['kafka.Kafka', properties], 'kafka.log');
    await writeFile(join(folder, 'kafka.pid'), String(started.process.pid));
    await eventually(() => answers(brokers, started), 'the Kafka broker answers', { timeoutMs: 60_000, everyMs: 100 });
    return started;
  };
  let broker = await start();
  return {
    brokers,
    stop: () => broker.stop(20_000),
    kill: async () => void (await broker.kill('SIGKILL')),
    restart: async () => void (broker = await start()),
    freeze: () => broker.freeze(),
    thaw: () => broker.thaw(),
  };
}

function serverProperties(port: number, controller: number, logs: string): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${logs}
num.partitions=3
auto.create.topics.enable=false
offsets.topic.num.partitions=5
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
log.cleaner.enable=false
`;
}

/** Ends the broker that a killed run left behind in this folder, by the id that stands there, if it still is one. */
async function endForgotten(folder: string): Promise<void> {
  const pid = Number(await readFile(join(folder, 'kafka.pid'), 'utf8').catch(() => '0'));
  const commandLine = pid > 0 ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') : '';
  if (!commandLine.includes('kafka.Kafka') || !commandLine.includes(folder)) return;
  process.kill(pid, 'SIGTERM');
  await eventually(
    async () => !(await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    `the Kafka broker ${pid} that an earlier run left ends`,
  );
}

async function answers(brokers: string, child: Child): Promise<boolean> {
  if (!child.alive) throw new Error(`Kafka ended at start: ${child.tail()}`);
  if (!(await portIsOpen(Number(brokers.split(':')[1])))) return false;
  const admin = kafkaClient('probe', [brokers]).admin({ retry: { retries: 0 } });
  try {
    await admin.connect();
    await admin.listTopics();
    return true;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
