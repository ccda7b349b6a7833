import { deadLetterTopic } from '#contracts';
import { ConflictError, defineErrors, NotFoundError, Refusal, uuidFrom } from '#kernel';
import type { DataSource } from 'typeorm';
import type { RawMessage } from '../consume/decode.js';
import type { Transaction } from '../transaction.js';
import type { Tx } from '../tx.js';

export interface DeadLetter {
  raw: RawMessage;
  /** The consumer, or 'contract' when the message was never understood. */
  handler: string;
  error: unknown;
}

export interface DeadLetterView {
  id: string;
  topic: string;
  partition: number;
  offset: string;
  type: string | null;
  handler: string;
  reason: string;
  detail: string;
  status: 'open' | 'redriven' | 'discarded';
  note: string | null;
  buriedAt: string;
}

defineErrors({
  'DEAD_LETTER.UNKNOWN': { vi: 'Không có thông điệp lỗi {id}', en: 'There is no dead letter {id}' },
  'DEAD_LETTER.CLOSED': { vi: 'Thông điệp lỗi {id} đã được xử lý', en: 'Dead letter {id} was dealt with already' },
  'DEAD_LETTER.STILL_FAILS': {
    vi: 'Thông điệp lỗi {id} vẫn không xử lý được: {reason}',
    en: 'Dead letter {id} still cannot be processed: {reason}',
  },
});

const VIEW = `SELECT id, topic, partition, "offset"::text, type, handler, reason, detail, status, note, buried_at AS "buriedAt"
  FROM dead_letter`;
const MESSAGE = `
  SELECT topic, partition, "offset"::text AS "offset", key, headers, payload AS value FROM dead_letter WHERE id = $1`;

/** Messages that could not be processed: nothing is dropped, an operator sends them again or discards them with a reason. */
export class DeadLetters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transaction: Transaction,
    private readonly service: string,
  ) {}

  /** Stores the messages in the table and, by the outbox, on the dead-letter topic; burying one twice changes nothing. */
  async bury(letters: DeadLetter[], tx: Tx): Promise<void> {
    for (const { raw, handler, error } of letters) {
      const id = uuidFrom('dead-letter', this.service, raw.topic, raw.partition, raw.offset);
      const reason = error instanceof Refusal ? error.code : error instanceof Error ? error.name : 'Error';
      const detail = error instanceof Error ? error.message : String(error);
      const buried = await tx.query(
        `INSERT INTO dead_letter (id, topic, partition, "offset", type, key, headers, payload, handler, reason, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING id`,
        [
          id,
          raw.topic,
          raw.partition,
          raw.offset,
          raw.headers['ce_type'] ?? null,
          raw.key,
          JSON.stringify(raw.headers),
          raw.value,
          handler,
          reason,
          detail,
        ],
      );
      if (buried.length === 0) continue;
      const headers = {
        ...raw.headers,
        dl_reason: reason,
        dl_topic: raw.topic,
        dl_partition: String(raw.partition),
        dl_offset: raw.offset,
        dl_handler: handler,
      };
      await this.send(tx, deadLetterTopic(this.service), raw.key ?? id, headers, raw.value);
    }
  }

  list(status: string, limit = 100): Promise<DeadLetterView[]> {
    return this.dataSource.query<DeadLetterView[]>(`${VIEW} WHERE status = $1 ORDER BY buried_at, id LIMIT $2`, [
      status,
      limit,
    ]);
  }

  /** One letter with the whole message, for whoever must understand it. */
  async show(id: string): Promise<DeadLetterView & { headers: Record<string, string>; payload: string | null }> {
    const [view] = await this.dataSource.query<DeadLetterView[]>(`${VIEW} WHERE id = $1`, [id]);
    const { headers, value } = await this.message(id);
    return { ...view!, headers, payload: value?.toString('utf8') ?? null };
  }

  /** The message as it came from the broker. */
  async message(id: string): Promise<RawMessage> {
    const [raw] = await this.dataSource.query<RawMessage[]>(MESSAGE, [id]);
    if (!raw) throw new NotFoundError('DEAD_LETTER.UNKNOWN', { id });
    return raw;
  }

  async discard(id: string, note: string): Promise<void> {
    await this.transaction.run(tx => this.close(tx, id, 'discarded', note));
  }

  /** Ends an open letter in the transaction of what was done about it. */
  async close(tx: Tx, id: string, status: 'redriven' | 'discarded', note: string): Promise<void> {
    const [letter] = await tx.query<{ status: string }>('SELECT status FROM dead_letter WHERE id = $1 FOR UPDATE', [
      id,
    ]);
    if (!letter) throw new NotFoundError('DEAD_LETTER.UNKNOWN', { id });
    if (letter.status !== 'open') throw new ConflictError('DEAD_LETTER.CLOSED', { id });
    await tx.query('UPDATE dead_letter SET status = $2, note = $3, closed_at = now() WHERE id = $1', [
      id,
      status,
      note,
    ]);
  }

  private async send(tx: Tx, topic: string, key: string, headers: object, payload: Buffer | null): Promise<void> {
    await tx.query('INSERT INTO outbox (lane, topic, key, headers, payload) VALUES (0, $1, $2, $3, $4)', [
      topic,
      key,
      JSON.stringify(headers),
      payload?.toString('utf8') ?? '',
    ]);
  }
}
