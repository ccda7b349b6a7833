import { isUtf8 } from 'node:buffer';
import { InvalidInputError, rowError } from '#kernel';

/** The bytes of a file, in parts as they come. */
export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

const LINE_END = 0x0a;
const MARK = '\uFEFF';

/** The text of a file in whole lines, without its byte order mark; another encoding is refused with the place. */
export async function* readText(service: string, bytes: Bytes): AsyncGenerator<string> {
  let row = 1;
  let before = 0;
  let rest = Buffer.alloc(0);
  const decode = (lines: Buffer): string => {
    if (!isUtf8(lines) || lines.includes(0)) refuse(service, lines, row, before);
    const text = lines.toString('utf8');
    const shown = before === 0 && text.startsWith(MARK) ? text.slice(1) : text;
    before += lines.length;
    for (let at = lines.indexOf(LINE_END); at >= 0; at = lines.indexOf(LINE_END, at + 1)) row += 1;
    return shown;
  };
  for await (const part of bytes) {
    const known = rest.length > 0 ? Buffer.concat([rest, part]) : Buffer.from(part);
    // A line end is never part of another UTF-8 character, so a part may be cut there.
    const end = known.lastIndexOf(LINE_END) + 1;
    if (end > 0) yield decode(known.subarray(0, end));
    rest = known.subarray(end);
  }
  if (rest.length > 0) yield decode(rest);
}

/** Tells the first line that is no UTF-8; `row` and `before` are those of the first line given. */
function refuse(service: string, lines: Buffer, row: number, before: number): never {
  let start = 0;
  for (;;) {
    const found = lines.indexOf(LINE_END, start);
    const end = found < 0 ? lines.length : found;
    const line = lines.subarray(start, end);
    if (!isUtf8(line) || line.includes(0)) {
      const byte = start + firstBad(line);
      const params = { row, byte: before + byte + 1, hex: (lines[byte] ?? 0).toString(16).padStart(2, '0') };
      const code = `${service}.FILE_ENCODING`;
      throw new InvalidInputError(code, params, [rowError(row, 'file', code, params)]);
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
