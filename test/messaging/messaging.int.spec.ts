import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { DataSource } from 'typeorm';
import { make, TOPICS, UnitDissolved, type UnitEstablished } from '#contracts';
import { newId } from '#kernel';
import { DeadLetters, kafkaClient, outgoing, Transaction } from '#messaging';
import { eventually, ServiceUnderTest, testEndpoints } from '#testing';
import { countingService, CountUnits, established } from './counting-service.js';

let service: ServiceUnderTest;
let transaction: Transaction;

beforeAll(async () => {
  service = await ServiceUnderTest.start(countingService);
  transaction = service.app.get(Transaction, { strict: false });
});
afterAll(() => service?.stop());

const counted = async (ids: string[]): Promise<string[]> =>
  (
    await service.database.query<{ unit_id: string }>(
      'SELECT unit_id FROM counted WHERE unit_id = ANY($1) ORDER BY seq',
      [ids],
    )
  ).map(row => row.unit_id);
const publish = (...events: UnitEstablished[]): Promise<void> =>
  transaction.run(tx => {
    tx.publish(...events.map(event => outgoing(event, { key: event.unitId, revision: 1 })));
    return Promise.resolve();
  });

async function topicEnds(): Promise<unknown> {
  const admin = kafkaClient('look', [testEndpoints().brokers]).admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(`${service.topicPrefix}${TOPICS.unit.name}`);
  await admin.disconnect();
  return ends;
}

describe('outbox, relay, consumer and inbox', () => {
  it('brings what a transaction published to the reaction, in order', async () => {
    const ids = Array.from({ length: 3_000 }, () => newId());
    await publish(...ids.map(id => established(id)));
    await eventually(async () => (await counted(ids)).length === ids.length, 'all units are counted');
    expect(await counted(ids)).toEqual(ids);
    const [left] = await service.database.query('SELECT count(*)::int AS rows FROM outbox');
    expect(left).toEqual({ rows: 0 });
  });

  it('has no effect a second time when a message is repeated', async () => {
    const [first, second] = [newId(), newId()];
    await publish(established(first));
    await eventually(async () => (await counted([first])).length === 1, 'the unit is counted');
    await publish(established(first), established(first), established(second));
    await eventually(
      async () => (await counted([second])).length === 1,
      'the unit behind the repeated ones is counted',
    );
    expect(await counted([first])).toEqual([first]);
  });

  it('publishes nothing of a transaction that fails, and changes nothing when the outbox refuses', async () => {
    const [lost, mark] = [newId(), newId()];
    await expect(
      transaction.run(async tx => {
        tx.publish(outgoing(established(lost), { key: lost, revision: 1 }));
        await tx.query('INSERT INTO counted (unit_id) VALUES ($1)', [lost]);
        throw new Error('the business changed its mind');
      }),
    ).rejects.toThrow('changed its mind');
    await service.database.query('ALTER TABLE outbox ADD CONSTRAINT closed CHECK (false) NOT VALID');
    await expect(
      transaction.run(async tx => {
        await tx.query('INSERT INTO counted (unit_id) VALUES ($1)', [lost]);
        tx.publish(outgoing(established(lost), { key: lost, revision: 1 }));
      }),
    ).rejects.toThrow('closed');
    await service.database.query('ALTER TABLE outbox DROP CONSTRAINT closed');
    await publish(established(mark));
    await eventually(async () => (await counted([mark])).length === 1, 'the next unit is counted');
    expect(await counted([lost])).toEqual([]);
  });

  it('finds the one bad message of a batch, dead-letters it with its place, and goes on with the others', async () => {
    const ids = Array.from({ length: 40 }, () => newId());
    await publish(...ids.map((id, n) => established(id, n === 17 ? 'poison' : 'x')));
    await eventually(async () => (await counted(ids)).length === 39, 'the other 39 are counted');
    const letters = await service.app.get(DeadLetters, { strict: false }).list('open');
    expect(letters).toEqual([
      expect.objectContaining({
        topic: TOPICS.unit.name,
        reason: 'TEST.POISON',
        handler: 'UnitTopicConsumer',
        type: 'staff.UnitEstablished',
      }),
    ]);
    expect(letters[0]?.offset).toMatch(/^\d+$/);
  });

  it('dead-letters what breaks its contract and lets an operator discard it with a reason', async () => {
    const producer = kafkaClient('hand', [testEndpoints().brokers]).producer();
    await producer.connect();
    const headers = { ce_id: newId(), ce_type: 'staff.UnitEstablished', schemaversion: '1', revision: '1' };
    await producer.send({
      topic: `${service.topicPrefix}${TOPICS.unit.name}`,
      messages: [
        { key: newId(), value: '{"unitId":"no uuid"}', headers },
        { key: null, value: 'no json' },
      ],
    });
    await producer.disconnect();
    const open = await eventually(async () => {
      const { body } = await service.call<{ id: string; reason: string }[]>('GET', '/v1/dead-letters', {
        as: ['operator'],
      });
      const contract = body.filter(({ reason }) => reason === 'Error' || reason === 'ContractViolation');
      return contract.length === 2 ? contract : undefined;
    }, 'both are dead letters');
    const discard = (as: string[], body: object) =>
      service.call('POST', `/v1/dead-letters/${open[0]?.id}/discard`, { as, body });
    expect((await discard(['scheduler'], { reason: 'planted by the test' })).status).toBe(403);
    expect((await discard(['operator'], {})).status).toBe(400);
    expect((await discard(['operator'], { reason: 'planted by the test' })).status).toBe(204);
    expect((await discard(['operator'], { reason: 'planted by the test' })).status).toBe(409);
  });

  it('lets an operator see a dead letter and process it again, here alone, with its effect or with the reason why not', async () => {
    const unitId = newId();
    await publish(established(unitId, 'poison'));
    const letter = await eventually(async () => {
      const find = 'SELECT id FROM dead_letter WHERE key = $1';
      return (await service.database.query<{ id: string }>(find, [unitId]))[0];
    }, 'it is a dead letter');
    const path = `/v1/dead-letters/${letter.id}`;
    const redrive = (as = ['operator']) =>
      service.call<{ code?: string }>('POST', `${path}/redrive`, { as, body: { reason: 'repaired' } });
    const shown = await service.call('GET', path, { as: ['operator'] });
    expect(shown.body).toMatchObject({ status: 'open', payload: expect.stringContaining(unitId), topic: 'staff.unit' });
    expect((await redrive(['scheduler'])).status).toBe(403);
    const failed = await redrive();
    expect([failed.status, failed.body.code]).toEqual([422, 'DEAD_LETTER.STILL_FAILS']);
    const ends = await topicEnds();
    const reaction = service.app.get(CountUnits, { strict: false });
    reaction.refusesPoison = false;
    const [first, second] = [await redrive(), await redrive()];
    reaction.refusesPoison = true;
    expect([first.status, second.status, second.body.code]).toEqual([204, 409, 'DEAD_LETTER.CLOSED']);
    expect(await counted([unitId])).toEqual([unitId]);
    expect(await topicEnds()).toEqual(ends);
  });

  it('tries a fault again without losing or repeating the messages around it', async () => {
    const [before, after, dissolved] = [newId(), newId(), newId()];
    await transaction.run(tx => {
      tx.publish(
        outgoing(established(before), { key: before, revision: 1 }),
        outgoing(make(UnitDissolved, { unitId: dissolved, effectiveDate: '2025-07-01' }), {
          key: dissolved,
          revision: 2,
        }),
        outgoing(established(after), { key: after, revision: 1 }),
      );
      return Promise.resolve();
    });
    await eventually(async () => (await counted([after])).length === 1, 'the unit behind the fault is counted');
    expect(await counted([before, after])).toEqual([before, after]);
  });
});

describe('the service around it', () => {
  it('tells Prometheus what it sent, processed and buried, by topic and route, and of nobody', async () => {
    const { status, headers, body } = await service.call<string>('GET', '/metrics');
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
    const value = (line: string) => Number(new RegExp(`^nangluc_${line} (.+)$`, 'm').exec(body)?.[1]);
    expect(value('outbox_sent_total')).toBeGreaterThan(3_000);
    expect(value('messages_processed_total\\{topic="staff.unit"\\}')).toBeGreaterThan(3_000);
    expect(value('dead_letters_total\\{topic="staff.unit"\\}')).toBeGreaterThanOrEqual(3);
    expect([value('outbox_rows'), value('consumer_ready')]).toEqual([0, 1]);
    expect(value('message_delay_seconds\\{topic="staff.unit"\\}')).toBeLessThan(60);
    expect(body).toContain('route="/v1/dead-letters/:id/discard",status="204"');
    expect(body).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it('can be asked by the command line for its dead letters, by an operator alone', async () => {
    const run = promisify(execFile);
    const ask = async (roles: string[], ...args: string[]) => {
      const token = await service.issuer.token({ subject: 'op', roles });
      const env = { ...process.env, NANGLUC_TOKEN: token };
      return run(process.execPath, ['scripts/dead-letters.mjs', `--service=${service.url}`, ...args], { env });
    };
    expect((await ask(['operator'], 'list', '--status=redriven')).stdout).toMatch(
      /staff\.unit\[0\]@\d+ {2}TEST\.POISON/,
    );
    await expect(ask(['trainer'], 'list')).rejects.toThrow('403');
    await expect(ask(['operator'], 'discard', newId(), '--reason=none')).rejects.toThrow('DEAD_LETTER.UNKNOWN');
  });

  it('gives up a transaction that nobody goes on with', async () => {
    const source = service.app.get(DataSource, { strict: false });
    expect(await source.query('SHOW idle_in_transaction_session_timeout')).toEqual([
      { idle_in_transaction_session_timeout: '2min' },
    ]);
  });

  it('is ready while its consumer is a member of its group, and refuses a bad token', async () => {
    expect((await service.call('GET', '/health/ready')).status).toBe(200);
    expect((await service.call('GET', '/v1/dead-letters')).status).toBe(401);
    const token = await service.issuer.token({ subject: 'x', roles: ['operator'] }, { audience: 'somebody else' });
    expect(
      (await service.call('GET', '/v1/dead-letters', { headers: { authorization: `Bearer ${token}` } })).status,
    ).toBe(401);
  });
});
