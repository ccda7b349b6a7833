import { isUtf8 } from 'node:buffer';
import { InvalidInputError, rowError } from '#kernel';
// For its sentences: this file refuses before any rule is reached.
import '../rules/staff.errors.js';

const LINE_END = 0x0a;

/** The text of an uploaded file without its byte order mark; a file in another encoding is refused with the place. */
export function readText(bytes: Buffer): string {
  if (!isUtf8(bytes) || bytes.includes(0)) refuse(bytes);
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function refuse(bytes: Buffer): never {
  let row = 1;
  let start = 0;
  // A line end is never part of another UTF-8 character, so each line is right or wrong by itself.
  for (;;) {
    const found = bytes.indexOf(LINE_END, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    if (!isUtf8(line) || line.includes(0)) {
      const byte = start + firstBad(line);
      const hex = (bytes[byte] ?? 0).toString(16).padStart(2, '0');
      const error = rowError(row, 'file', 'STAFF.FILE_ENCODING', { row, byte: byte + 1, hex });
      throw new InvalidInputError('STAFF.FILE_ENCODING', { row, byte: byte + 1, hex }, [error]);
    }
    row += 1;
    start = end + 1;
  }
}

const REPLACEMENT = Buffer.from('\uFFFD');

// Node decodes what is no UTF-8 as U+FFFD, which may also stand in the file itself.
function firstBad(line: Buffer): number {
  const text = line.toString('utf8');
  for (const { index } of text.matchAll(/[\0\uFFFD]/g)) {
    const byte = Buffer.byteLength(text.slice(0, index));
    if (!line.subarray(byte, byte + REPLACEMENT.length).equals(REPLACEMENT)) return byte;
  }
  return 0;
}
