// Holds what the producers have sent against what the consumers have processed, message by message.
import type pg from 'pg';

export interface Producer {
  name: string;
  database: pg.Pool;
}

export interface Consumer {
  name: string;
  database: pg.Pool;
  topics: string[];
}

/** What became of the messages of one producer in one consumer. */
export interface Delivery {
  producer: string;
  consumer: string;
  sent: number;
  processed: number;
  /** Open or discarded dead letters. */
  dead: number;
  /** Sent too short a time ago to be judged. */
  onTheWay: number;
  missing: Missing[];
}

export interface Missing {
  topic: string;
  key: string;
  id: string;
  sentAt: Date;
}

export interface DeliveryReport {
  deliveries: Delivery[];
  /** By consumer: how many messages it has processed that no producer has sent. */
  strangers: Map<string, number>;
}

export interface Span {
  /** Messages that were sent in the last so many days. */
  days: number;
  /**
   * What was sent less than so many seconds ago may be on its way, and what was processed less than so many seconds ago
   * may not be written down as sent yet: the relay does so when the broker has acknowledged.
   */
  settleSeconds: number;
}

const AT_ONCE = 10_000;

const SENT = `
  SELECT seq, topic, key, (headers ->> 'ce_id') AS id, sent_at AS "sentAt",
    sent_at < now() - make_interval(secs => $4) AS "isDue"
  FROM sent_message
  WHERE seq > $1 AND topic = ANY ($2) AND sent_at >= now() - make_interval(days => $3)
  ORDER BY seq LIMIT ${AT_ONCE}`;
const FATE = `
  SELECT sent.id, EXISTS (SELECT FROM inbox WHERE consumer = $2 AND event_id = sent.id::uuid) AS "isProcessed",
    EXISTS (SELECT FROM dead_letter WHERE headers ->> 'ce_id' = sent.id) AS "isDead"
  FROM unnest($1::text[]) AS sent (id)`;
const MARKS = `
  SELECT event_id AS id FROM inbox
  WHERE consumer = $1 AND event_id > $2 AND seen_at >= greatest(now() - make_interval(days => $3), $4) AND seen_at < $5
  ORDER BY event_id LIMIT ${AT_ONCE}`;
const FIRST_SENT = 'SELECT min(sent_at) AS first FROM sent_message';

/** Every message of every producer, in every consumer that reads its topic. */
export async function verifyDelivery(
  producers: Producer[],
  consumers: Consumer[],
  span: Span,
): Promise<DeliveryReport> {
  const judged = new Date(Date.now() - span.settleSeconds * 1000);
  const deliveries: Delivery[] = [];
  const strangers = new Map<string, number>();
  for (const consumer of consumers) {
    const known = new Set<string>();
    for (const producer of producers) {
      const delivery = await follow(producer, consumer, span, known);
      if (delivery.sent > 0) deliveries.push(delivery);
    }
    strangers.set(
      consumer.name,
      await countStrangers(consumer, known, { since: await keptSince(producers), until: judged }, span),
    );
  }
  return { deliveries, strangers };
}

async function follow(producer: Producer, consumer: Consumer, span: Span, known: Set<string>): Promise<Delivery> {
  const delivery: Delivery = {
    producer: producer.name,
    consumer: consumer.name,
    sent: 0,
    processed: 0,
    dead: 0,
    onTheWay: 0,
    missing: [],
  };
  for (let after = '0'; ;) {
    const { rows: sent } = await producer.database.query<Missing & { seq: string; isDue: boolean }>(SENT, [
      after,
      consumer.topics,
      span.days,
      span.settleSeconds,
    ]);
    const { rows: fates } = await consumer.database.query<{ id: string; isProcessed: boolean; isDead: boolean }>(FATE, [
      sent.map(({ id }) => id),
      consumer.name,
    ]);
    const fateOf = new Map(fates.map(fate => [fate.id, fate]));
    for (const { id, topic, key, sentAt, isDue } of sent) {
      const fate = fateOf.get(id);
      known.add(id);
      delivery.sent += 1;
      if (fate?.isProcessed) delivery.processed += 1;
      else if (fate?.isDead) delivery.dead += 1;
      else if (!isDue) delivery.onTheWay += 1;
      else delivery.missing.push({ topic, key, id, sentAt });
    }
    const last = sent.at(-1)?.seq;
    if (!last || sent.length < AT_ONCE) return delivery;
    after = last;
  }
}

/** A mark can be judged only when every producer already kept what it sent. */
async function keptSince(producers: Producer[]): Promise<Date> {
  const firsts = await Promise.all(
    producers.map(async ({ database }) => (await database.query<{ first: Date | null }>(FIRST_SENT)).rows[0]?.first),
  );
  return new Date(Math.max(0, ...firsts.map(first => first?.getTime() ?? 0)));
}

async function countStrangers(
  consumer: Consumer,
  known: Set<string>,
  { since, until }: { since: Date; until: Date },
  { days }: Span,
): Promise<number> {
  let strangers = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await consumer.database.query<{ id: string }>(MARKS, [consumer.name, after, days, since, until]);
    strangers += rows.filter(({ id }) => !known.has(id)).length;
    const last = rows.at(-1)?.id;
    if (!last || rows.length < AT_ONCE) return strangers;
    after = last;
  }
}
