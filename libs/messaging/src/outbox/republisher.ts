import { defineErrors, DomainError, newId, NotFoundError } from '#kernel';
import type { DataSource } from 'typeorm';
import { BackgroundLoop } from '../background-loop.js';
import type { Transaction } from '../transaction.js';
import type { Tx } from '../tx.js';

export interface RepublicationRequest {
  /** Only this topic, as the contracts name it; all when left out. */
  topic?: string | undefined;
  /** Only this aggregate. */
  key?: string | undefined;
  /** Messages that were first sent at this moment or later (ISO 8601); from the oldest that is kept when left out. */
  from?: string | undefined;
  /** Messages that were first sent before this moment; until now when left out. */
  to?: string | undefined;
  reason: string;
  requestedBy: string;
}

export interface RepublicationView {
  id: string;
  topic: string | null;
  key: string | null;
  from: string;
  to: string;
  reason: string;
  requestedBy: string;
  requestedAt: string;
  /** How many have been put back into the outbox. */
  messages: number;
  finishedAt: string | null;
}

defineErrors({
  'REPUBLICATION.NOTHING_KEPT': {
    vi: 'Không còn lưu thông điệp nào của {topic} trong khoảng {from} – {to}',
    en: 'No message of {topic} between {from} and {to} is kept',
  },
  'REPUBLICATION.UNKNOWN': { vi: 'Không có lần gửi lại {id}', en: 'There is no republication {id}' },
});

const ROWS_PER_CHUNK = 5_000;

const WANTED = `($1::text IS NULL OR topic = $1) AND ($2::text IS NULL OR key = $2)`;

// The same messages under the same ids: who has had them knows it by its inbox, who has not processes them now.
const CHUNK = `
  WITH part AS (
    SELECT seq, topic, key, headers || jsonb_build_object('republication', $6::text) AS headers, payload
    FROM sent_message
    WHERE ${WANTED} AND sent_at >= $3 AND sent_at < $4 AND seq > $5 ORDER BY seq LIMIT ${ROWS_PER_CHUNK}
  ), sent AS (
    INSERT INTO outbox (lane, topic, key, headers, payload)
    SELECT 1, topic, key, headers, payload FROM part ORDER BY seq)
  SELECT count(*)::int AS messages, max(seq) AS last FROM part`;

const VIEW = `
  SELECT id, topic, key, sent_from AS "from", sent_to AS "to", reason, requested_by AS "requestedBy",
    requested_at AS "requestedAt", messages, finished_at AS "finishedAt" FROM republication`;

/** Sends again what this service has sent, as a job that goes on after a crash where it was. */
export class Republisher {
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transaction: Transaction,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'republisher',
      idleMs: { least: 500, most: 5_000 },
      work: () => this.sendChunk(),
    });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** Writes the job down; nothing is sent when nothing is kept of what was asked for. */
  async request(tx: Tx, { topic, key, from, to, reason, requestedBy }: RepublicationRequest): Promise<{ id: string }> {
    const id = newId();
    const written = await tx.query(
      `INSERT INTO republication (id, topic, key, sent_from, sent_to, reason, requested_by)
       SELECT $5, $1, $2, coalesce($3, min(sent_at)), coalesce($4, now()), $6, $7 FROM sent_message
       WHERE ${WANTED} AND sent_at >= coalesce($3, '-infinity') AND sent_at < coalesce($4, now())
       HAVING count(*) > 0 RETURNING id`,
      [topic ?? null, key ?? null, from ?? null, to ?? null, id, reason, requestedBy],
    );
    if (written.length === 0)
      throw new DomainError('REPUBLICATION.NOTHING_KEPT', { topic: topic ?? '*', from: from ?? '…', to: to ?? '…' });
    return { id };
  }

  list(): Promise<RepublicationView[]> {
    return this.dataSource.query<RepublicationView[]>(`${VIEW} ORDER BY requested_at DESC, id LIMIT 100`);
  }

  async show(id: string): Promise<RepublicationView> {
    const [view] = await this.dataSource.query<RepublicationView[]>(`${VIEW} WHERE id = $1`, [id]);
    if (!view) throw new NotFoundError('REPUBLICATION.UNKNOWN', { id });
    return view;
  }

  wake(): void {
    this.loop.wake();
  }

  private async sendChunk(): Promise<boolean> {
    // Asked outside a transaction: there is nothing to do on almost all days.
    const jobs = await this.dataSource.query<unknown[]>('SELECT FROM republication WHERE finished_at IS NULL LIMIT 1');
    if (jobs.length === 0) return false;
    return this.transaction.run(async tx => {
      const [job] = await tx.query<Job>(
        `SELECT id, topic, key, sent_from, sent_to, last_seq FROM republication
         WHERE finished_at IS NULL ORDER BY requested_at, id LIMIT 1 FOR UPDATE`,
      );
      if (!job) return false;
      const { id, topic, key, sent_from, sent_to, last_seq } = job;
      const [chunk] = await tx.query<{ messages: number; last: string | null }>(CHUNK, [
        topic,
        key,
        sent_from,
        sent_to,
        last_seq,
        id,
      ]);
      const messages = chunk?.messages ?? 0;
      await tx.query(
        `UPDATE republication SET messages = messages + $2, last_seq = $3,
           finished_at = CASE WHEN $4 THEN clock_timestamp() END WHERE id = $1`,
        [id, messages, chunk?.last ?? last_seq, messages < ROWS_PER_CHUNK],
      );
      return true;
    });
  }
}

interface Job {
  id: string;
  topic: string | null;
  key: string | null;
  sent_from: Date;
  sent_to: Date;
  last_seq: string;
}
