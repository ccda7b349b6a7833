import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Refusal, StaleVersionError } from '#kernel';

/** The request must say which version it is about (HTTP 428). */
export class PreconditionRequiredError extends Refusal {}

/** The version in If-Match; a request without it is refused. */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<Request>().headers['if-match'];
  if (!header) throw new PreconditionRequiredError('HTTP.IF_MATCH_MISSING');
  return Number(/^(?:W\/)?"(\d+)"$/.exec(header)?.[1] ?? NaN);
});

/** The ETag of a version. */
export const etag = (version: number): string => `"${version}"`;

/** The body of an answer, whose ETag is its version. */
export function withVersion<T extends { version: number }>(response: Response, body: T): T {
  response.setHeader('ETag', etag(body.version));
  return body;
}

/** Refuses with 412 when somebody changed the thing since the caller read it. */
export function requireVersion(expected: number, present: number): void {
  if (expected !== present) throw new StaleVersionError('HTTP.STALE_VERSION', { etag: etag(present) });
}
