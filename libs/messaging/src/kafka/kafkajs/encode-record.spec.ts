import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRequire } from 'node:module';
import { encodeRecord, encodeRecordsInOnePiece, type EncodedRecord, type KafkajsRecord } from './encode-record.js';

type Encode = (record: KafkajsRecord) => EncodedRecord;

const require = createRequire(import.meta.url);
const ofKafkajs = require('kafkajs/src/protocol/recordBatch/record/v0') as Encode;

const bytes = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 200 }),
  fc.uint8Array({ maxLength: 200 }).map(array => Buffer.from(array)),
);
const records = fc.record<KafkajsRecord>({
  offsetDelta: fc.nat(1_000_000),
  timestampDelta: fc.oneof(fc.constant(0), fc.maxSafeNat()),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.dictionary(
    fc.string({ minLength: 1, maxLength: 90 }),
    fc.oneof(bytes, fc.array(bytes, { maxLength: 3 })),
    {
      noNullPrototype: true,
    },
  ),
});

describe('a record encoded in one piece', () => {
  it('has the bytes that kafkajs gives it', () => {
    fc.assert(
      fc.property(records, record => {
        expect(encodeRecord(record).buffer.toString('hex')).toBe(ofKafkajs(record).buffer.toString('hex'));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is right when it is longer than all before, and when it has nothing but a value', () => {
    const long = { key: 'Lò Văn', value: 'ế'.repeat(100_000), headers: { a: 'x'.repeat(70_000) } };
    expect(encodeRecord(long).buffer.equals(ofKafkajs(long).buffer)).toBe(true);
    expect(encodeRecord({ value: null }).buffer).toEqual(ofKafkajs({ value: null }).buffer);
  });

  it('keeps its bytes when the next one is encoded', () => {
    const first = encodeRecord({ key: 'An', value: 'first' });
    const before = first.buffer.toString('hex');
    encodeRecord({ key: 'Bình', value: 'second' });
    expect(first.buffer.toString('hex')).toBe(before);
  });

  it('is what kafkajs sends', () => {
    encodeRecordsInOnePiece();
    expect(require('kafkajs/src/protocol/recordBatch/record/v0')).toBe(encodeRecord);
  });
});
