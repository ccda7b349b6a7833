import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { newId } from '#kernel';
import { outgoing, Transaction } from '#messaging';
import { eventually, freePort, ServiceUnderTest, testEndpoints } from '#testing';
import { countingService, established } from './counting-service.js';

let service: ServiceUnderTest;
let door: Server | undefined;
const sockets: Socket[] = [];
let port: number;

beforeAll(async () => {
  port = await freePort();
  service = await ServiceUnderTest.start(countingService, { KAFKA_BROKERS: `127.0.0.1:${port}` }, { joined: false });
});
afterAll(async () => {
  await service?.stop();
  for (const socket of sockets) socket.destroy();
  door?.close();
});

/** The way to the broker of the run, by the address that the service was given. */
function openDoor(): Promise<void> {
  const [host, brokerPort] = testEndpoints().brokers.split(':');
  door = createServer(socket => {
    const broker = connect(Number(brokerPort), host);
    sockets.push(socket, broker);
    for (const [from, to] of [
      [socket, broker],
      [broker, socket],
    ] as const) {
      from.pipe(to);
      from.on('error', () => to.destroy());
    }
  });
  return new Promise(resolve => {
    door?.listen(port, '127.0.0.1', resolve);
  });
}

it('serves before its broker is there, keeps what is done, and carries it when the broker comes', async () => {
  const health = () => service.call<{ checks: { consumer: { why: string } } }>('GET', '/health/ready');
  expect((await service.call('GET', '/health/live')).status).toBe(200);
  const early = await health();
  expect([early.status, early.body.checks.consumer.why]).toEqual([503, expect.stringMatching(/^joining/)]);
  const unit = established(newId());
  await service.app.get(Transaction, { strict: false }).run(tx => {
    tx.publish(outgoing(unit, { key: unit.unitId, revision: 1 }));
    return Promise.resolve();
  });
  expect(await service.database.query('SELECT key FROM outbox')).toEqual([{ key: unit.unitId }]);
  await openDoor();
  await eventually(async () => (await health()).status === 200, 'it is a member of its group');
  const counted = () => service.database.query('SELECT FROM counted WHERE unit_id = $1', [unit.unitId]);
  await eventually(async () => (await counted()).length === 1, 'what was done without the broker is counted');
});
