import { createHash } from 'node:crypto';
import { v5, v7 } from 'uuid';

const NAMESPACE = '5c1f5d0e-8d0c-5f0e-9a51-654201204090';

/** A uuid v5 of the parts: equal parts give the equal id, which makes a repeated command or message a no-op. */
export function uuidFrom(...parts: (string | number)[]): string {
  return v5(parts.join('\u001f'), NAMESPACE);
}

/** A new time-ordered uuid v7. */
export function newId(): string {
  return v7();
}

/** SHA-256 as lower-case hex. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** JSON with sorted keys and no white space: equal content gives equal text, so that its hash can be compared. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
