import { afterAll, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { TOPICS } from '#contracts';
import { newId } from '#kernel';
import { kafkaAdapter, kafkaClient } from '#messaging';
import { eventually, freePort, ServiceUnderTest, testEndpoints } from '#testing';
import { countingService } from './counting-service.js';

const TEN_MINUTES = 600_000;
let service: ServiceUnderTest | undefined;

afterAll(() => service?.stop());

// A member that names itself as the services do, and says when it has joined.
const MEMBER = `
  import kafkajs from 'kafkajs';
  const [name, brokers, groupId, topic] = process.argv.slice(1);
  const clientId = \`\${name}.\${process.pid}.0badcafe\`;
  const consumer = new kafkajs.Kafka({ clientId, brokers: [brokers], logLevel: 0 }).consumer({ groupId, sessionTimeout: ${TEN_MINUTES} });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  consumer.on(consumer.events.GROUP_JOIN, () => console.log('joined'));
  await consumer.run({ eachMessage: () => Promise.resolve() });
`;

it('takes over at once from a process of its host that was killed, long before its session is over', async () => {
  const port = await freePort();
  const prefix = `${newId().slice(0, 8)}.`;
  const group = newId();
  const { brokers } = testEndpoints();
  const topic = `${prefix}${TOPICS.unit.name}`;
  await (await kafkaAdapter('kafkajs', 'spec', [brokers])).createTopics([{ topic, partitions: 1 }]);
  const admin = kafkaClient('spec', [brokers]).admin();
  await admin.connect();
  const args = ['--input-type=module', '-e', MEMBER, `counting-${port}@${hostname()}`, brokers, group];
  const killed = spawn(process.execPath, [...args, topic], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(killed.stdout, 'data');
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const members = async () => (await admin.describeGroups([group])).groups.flatMap(one => one.members);
  expect((await members()).map(({ clientId }) => clientId)).toEqual([expect.stringContaining('0badcafe')]);
  const settings = { PORT: port, KAFKA_GROUP: group, KAFKA_TOPIC_PREFIX: prefix };
  service = await ServiceUnderTest.start(countingService, settings);
  await eventually(async () => {
    const [one, ...others] = await members();
    return others.length === 0 && one && !one.clientId.includes('0badcafe');
  }, 'the new member is alone');
  await admin.disconnect();
});
