import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BATCH_HEADER, batchLine, type BatchAction, type BatchRow } from './batch-row.js';

const ROWS_PER_CHUNK = 2000;

/** A written file as the manifest names it. */
export interface WrittenFile {
  name: string;
  sha256: string;
  rows: Record<BatchAction, number>;
}

/** Streams rows into a batch file: memory stays at one chunk however many rows there are. */
export async function writeBatch(path: string, rows: Iterable<BatchRow>): Promise<WrittenFile> {
  const hash = createHash('sha256');
  const counts = { appoint: 0, reassign: 0, leave: 0 };
  function* chunks() {
    let lines = [BATCH_HEADER];
    for (const row of rows) {
      counts[row.action]++;
      lines.push(batchLine(row));
      if (lines.length >= ROWS_PER_CHUNK) {
        yield `${lines.join('\n')}\n`;
        lines = [];
      }
    }
    if (lines.length > 0) yield `${lines.join('\n')}\n`;
  }
  function* hashed() {
    for (const chunk of chunks()) {
      hash.update(chunk);
      yield chunk;
    }
  }
  await pipeline(Readable.from(hashed()), createWriteStream(path));
  return { name: basename(path), sha256: hash.digest('hex'), rows: counts };
}
