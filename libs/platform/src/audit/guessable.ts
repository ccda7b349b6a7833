import { SetMetadata } from '@nestjs/common';

export const GUESSABLE = 'nangluc:guessable';

/**
 * Fields of the body of a route whose values are so few that the hash of a body would give them away to whoever tries them
 * all, a national id for one: the audit record names the fields alone.
 * @example `@Put('people/:id/national-id') @Guessable('nationalId')`
 */
export const Guessable = (...fields: string[]): MethodDecorator => SetMetadata(GUESSABLE, fields);

/** A body as it may be hashed: whatever these fields hold, at any depth, is left empty. */
export function withoutGuessable(body: unknown, fields: readonly string[]): unknown {
  if (fields.length === 0 || typeof body !== 'object' || body === null) return body;
  if (Array.isArray(body)) return body.map(one => withoutGuessable(one, fields));
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, fields.includes(name) ? '' : withoutGuessable(value, fields)]),
  );
}
