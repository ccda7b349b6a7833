import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { canonicalJson, InvalidInputError, isDate, sha256 } from '#kernel';
import type { Account, Units } from '../auth/account.js';
import './http.errors.js';

/** What the rows of a list are ordered by. */
type Kind = 'uuid' | 'date' | 'number';
type Key = string | number;
type Place<Kinds extends readonly Kind[]> = {
  [At in keyof Kinds]: (Kinds[At] extends 'number' ? number : string) | null;
};

export interface Page<Item> {
  items: Item[];
  /** Given as `after`, it continues the list; null at the end. */
  next: string | null;
}

/** The list that somebody asks for: a cursor of another one, or of a caller who sees other units, is refused. */
export interface ListAsked {
  path: string;
  query: Record<string, unknown>;
  units: Units;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const IS: Record<Kind, (key: unknown) => boolean> = {
  uuid: key => typeof key === 'string' && UUID.test(key),
  date: isDate,
  number: key => Number.isSafeInteger(key),
};

/**
 * Where a page begins and how the next one is asked for. A cursor holds the keys of the last row, and the hash of them
 * with the list. It is not signed, because it opens nothing: what may be seen is decided by the query anew, and a caller
 * who computes a cursor by hand only starts at another place of a list that is open to that caller.
 *
 * @example
 * const [startsOn, id] = cursor.after('date', 'uuid');
 * const rows = await query(PAGE, [startsOn, id, limit + 1]);
 * return cursor.page(rows, limit, row => [row.startsOn, row.id]);
 */
export class Cursor {
  private readonly list: string;

  constructor(
    { path, query, units }: ListAsked,
    private readonly given?: unknown,
  ) {
    // How many rows a page has may change from one to the next.
    const { after: _after, limit: _limit, ...filters } = query;
    this.list = canonicalJson({ path, filters, units: units === 'all' ? units : units.toSorted() });
  }

  /** The keys of the last row of the page before; all null at the start. */
  after<const Kinds extends readonly Kind[]>(...kinds: Kinds): Place<Kinds> {
    if (this.given === undefined) return kinds.map(() => null) as Place<Kinds>;
    const keys = this.read(this.given);
    if (!keys || keys.length !== kinds.length || !kinds.every((kind, at) => IS[kind](keys[at])))
      throw new InvalidInputError('HTTP.CURSOR_INVALID');
    return keys as Place<Kinds>;
  }

  /** Cuts a page that was read with one row more than asked for. */
  page<Row>(rows: readonly Row[], limit: number, keysOf: (row: Row) => Key[]): Page<Row> {
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last ? this.write(keysOf(last)) : null };
  }

  /** The cursor of the page after the row with these keys. */
  write(keys: Key[]): string {
    return Buffer.from(JSON.stringify({ keys, hash: this.hashOf(keys) })).toString('base64url');
  }

  private read(cursor: unknown): Key[] | undefined {
    try {
      const content = JSON.parse(Buffer.from(String(cursor), 'base64url').toString()) as { keys: Key[]; hash: string };
      return content.hash === this.hashOf(content.keys) ? content.keys : undefined;
    } catch {
      return undefined;
    }
  }

  private hashOf(keys: Key[]): string {
    return sha256(canonicalJson({ list: this.list, keys })).slice(0, 32);
  }
}

/** The cursor of a request for a list, as a parameter of a controller method. */
export const AtCursor = createParamDecorator((_data: unknown, context: ExecutionContext): Cursor => {
  const { path, query, account } = context.switchToHttp().getRequest<Request & { account?: Account }>();
  return new Cursor({ path, query, units: account?.units ?? [] }, query['after']);
});
