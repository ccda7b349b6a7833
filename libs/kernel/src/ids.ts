import { createHash, hash } from 'node:crypto';
import { v7 } from 'uuid';

export const NAMESPACE = '5c1f5d0e-8d0c-5f0e-9a51-654201204090';
const NAMESPACE_BYTES = Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex');
const VARIANTS = '89ab';

/**
 * A uuid v5 of the parts: equal parts give the equal id, which makes a repeated command or message a no-op.
 * Not the library's: that takes 19 µs an id, and a batch of a million people makes three million of them.
 */
export function uuidFrom(...parts: (string | number)[]): string {
  const h = hash('sha1', Buffer.concat([NAMESPACE_BYTES, Buffer.from(parts.join('\u001f'))]));
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-5${endOf(h)}`;
}

/**
 * A uuid v8 of the parts that begins with the 48 bits with which another id begins: what belongs to a person then stands
 * in every index where the person stands, and a batch in the order of people goes through it page by page (ADR 43).
 * Equal parts beside the equal id give the equal id. What is no uuid gives a uuid v5.
 */
export function uuidBeside(id: string, ...parts: (string | number)[]): string {
  if (id.length !== 36) return uuidFrom(id, ...parts);
  const h = hash('sha1', `${NAMESPACE}\u001f${id}\u001f${parts.join('\u001f')}`);
  return `${id.slice(0, 13)}-8${endOf(h)}`;
}

/** What follows the version in a uuid, of the hash that fills it. */
function endOf(h: string): string {
  const variant = VARIANTS[Number.parseInt(h.charAt(16), 16) & 3];
  return `${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

/** A new time-ordered uuid v7. */
export function newId(): string {
  return v7();
}

/** SHA-256 as lower-case hex. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * The one text of a JSON value by RFC 8785: names sorted by UTF-16 code units, no white space, numbers as JavaScript
 * writes them. Equal content gives equal text, so that its hash can be compared and proven elsewhere.
 * What JSON cannot say (NaN, a lone surrogate) is refused: its hash would differ between two readers.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no JSON`);
  if (typeof value === 'string' && !value.isWellFormed()) throw new TypeError('A lone surrogate has no UTF-8');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (value instanceof Date) return canonicalJson(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, inner]) => `${canonicalJson(name)}:${canonicalJson(inner)}`).join(',')}}`;
}
