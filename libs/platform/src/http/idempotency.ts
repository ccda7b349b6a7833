import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { canonicalJson, ConflictError, DomainError, InvalidInputError, sha256 } from '#kernel';
import { Transaction, type Tx } from '#messaging';
import type { Account } from '../auth/account.js';

/** The caller and the key that the caller gave this request; a request without a key is refused. */
export interface RequestKey {
  subject: string;
  key: string;
  route: string;
}

export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): RequestKey => {
  const request = context.switchToHttp().getRequest<Request & { account?: Account }>();
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key.length === 0 || key.length > 200)
    throw new InvalidInputError('HTTP.IDEMPOTENCY_KEY_MISSING');
  return { key, subject: request.account?.subject ?? '', route: `${request.method} ${request.path}` };
});

/**
 * Runs a command at most once for each key. The key is stored in the transaction of the effect, so a repeated request
 * gets the first answer, and a request whose effect was rolled back may be sent again.
 */
@Injectable()
export class Idempotency {
  constructor(private readonly transaction: Transaction) {}

  run<T>({ subject, key, route }: RequestKey, body: unknown, work: (tx: Tx) => Promise<T>): Promise<T> {
    const hash = sha256(canonicalJson({ route, body }));
    return this.transaction.run(async tx => {
      // Told at once, not kept waiting: the first may take long, and its answer is there for the next try.
      const [turn] = await tx.query<{ mine: boolean }>(
        'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 654)) AS mine',
        [JSON.stringify([subject, key])],
      );
      if (!turn?.mine) throw new ConflictError('HTTP.IDEMPOTENCY_IN_FLIGHT');
      const mine = await tx.query(
        `INSERT INTO idempotency_key (subject, key, request_hash) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING RETURNING key`,
        [subject, key, hash],
      );
      if (mine.length === 0) {
        const [used] = await tx.query<{ request_hash: string; response: T }>(
          'SELECT request_hash, response FROM idempotency_key WHERE subject = $1 AND key = $2',
          [subject, key],
        );
        if (!used || used.request_hash !== hash) throw new DomainError('HTTP.IDEMPOTENCY_KEY_REUSED');
        return used.response;
      }
      const response = await work(tx);
      await tx.query('UPDATE idempotency_key SET response = $3 WHERE subject = $1 AND key = $2', [
        subject,
        key,
        JSON.stringify(response ?? null),
      ]);
      return response;
    });
  }
}
