import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Observable } from 'rxjs';
import { canonicalJson, sha256 } from '#kernel';
import type { Account } from '../auth/account.js';
import type { AuditFact } from './audit-record.js';
import { AuditTrail } from './audit-trail.js';
import { withoutGuessable } from './guessable.js';
import { onBehalfOf } from './request-context.js';

type Asked = Request & {
  account?: Account;
  /** What `@Guessable` says of the route; the guard knows it of every request that reached one. */
  guessable?: readonly string[];
};

/** What an audit record says of a request; the pattern of the route and ids, never a query or a body. */
export function factOf(request: Asked): Omit<AuditFact, 'at' | 'result'> {
  const { account, method, params, guessable } = request;
  const body = request.body as unknown;
  const route = (request.route as { path?: string } | undefined)?.path;
  // Where no route said what may be guessed, nothing is said of the body.
  const isJson =
    guessable !== undefined &&
    typeof body === 'object' &&
    body !== null &&
    !Buffer.isBuffer(body) &&
    Object.keys(body).length > 0;
  return {
    subject: account?.subject ?? '',
    address: request.ip ?? '',
    action: `${method} ${route ?? '?'}`,
    object: String(params?.['id'] ?? params?.['number'] ?? ''),
    contentHash: isJson ? sha256(canonicalJson(withoutGuessable(body, guessable))) : '',
  };
}

/** Tells the transactions of a command by whom it is, and records each file that somebody takes out. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(private readonly trail: AuditTrail) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const http = context.switchToHttp();
    const request = http.getRequest<Asked>();
    if (!request.account) return next.handle();
    const fact = factOf(request);
    if (request.method === 'GET') {
      this.watchExport(fact, http.getResponse<Response>());
      return next.handle();
    }
    return new Observable(subscriber => onBehalfOf(fact, () => next.handle().subscribe(subscriber)));
  }

  private watchExport(fact: Omit<AuditFact, 'at' | 'result'>, response: Response): void {
    response.once('finish', () => {
      const type = String(response.getHeader('content-type') ?? '');
      if (response.statusCode === 200 && type && !type.includes('json'))
        void this.trail.keep({ ...fact, result: 'read' });
    });
  }
}
