import type { Consumer, KafkaRecord } from '@platformatic/kafka';
import type { RawMessage } from '../../consume/decode.js';
import type { FetchedBatch } from './partition-work.js';

/** The client does not export its type. */
export type FetchResponse = Awaited<ReturnType<Consumer['fetch']>>;

const CONTROL = 0b10_0000;

/** What a fetch brought, for each partition; records before the asked offset are the head of a batch that was cut. */
export function batchesOf(
  { responses }: FetchResponse,
  topic: string,
  asked: ReadonlyMap<number, bigint>,
): Map<number, FetchedBatch> {
  const found = new Map<number, FetchedBatch>();
  for (const { partitionIndex: partition, records = [] } of responses.flatMap(({ partitions }) => partitions)) {
    const from = asked.get(partition);
    const last = records.at(-1);
    if (from === undefined || !last) continue;
    const messages: RawMessage[] = [];
    for (const { firstOffset, attributes, records: inBatch } of records) {
      if (attributes & CONTROL) continue;
      for (const record of inBatch) {
        const offset = firstOffset + BigInt(record.offsetDelta);
        if (offset >= from) messages.push(toRaw(topic, partition, offset, record));
      }
    }
    found.set(partition, { messages, next: last.firstOffset + BigInt(last.lastOffsetDelta) + 1n });
  }
  return found;
}

function toRaw(topic: string, partition: number, offset: bigint, { key, value, headers }: KafkaRecord): RawMessage {
  const named: Record<string, string> = {};
  for (const [name, header] of headers) if (name) named[name.toString()] = header?.toString() ?? '';
  return { topic, partition, offset: String(offset), key: key?.toString() ?? null, value, headers: named };
}
