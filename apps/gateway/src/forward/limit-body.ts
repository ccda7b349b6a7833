import { PayloadTooLargeException } from '@nestjs/common';
import { Transform, type TransformCallback } from 'node:stream';
import type { Request } from 'express';
import type { GatewayConfig } from '../gateway.config.js';

const MEGABYTE = 1_048_576;

/** How many bytes a request may have. */
export function bodyLimit(request: Request, { JSON_MEGABYTES, UPLOAD_MEGABYTES }: GatewayConfig): number {
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? '');
  return (isJson ? JSON_MEGABYTES : UPLOAD_MEGABYTES) * MEGABYTE;
}

/** Refuses a body that says beforehand that it is too large. */
export function refuseLargeBody(request: Request, limit: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new PayloadTooLargeException();
}

/** Passes a body on as it comes, and breaks off when it turns out larger than allowed. */
export class LimitedBody extends Transform {
  private seen = 0;

  constructor(private readonly limit: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.seen += chunk.length;
    if (this.seen > this.limit) done(new PayloadTooLargeException());
    else done(null, chunk);
  }
}
