import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { InvalidInputError } from '#kernel';
import './rules/staff.errors.js';

export interface Upload {
  bytes: Buffer;
  format: 'csv' | 'json-lines';
}

const FORMATS = { 'text/csv': 'csv', 'application/x-ndjson': 'json-lines' } as const;
type FileType = keyof typeof FORMATS;

/** The file in the body of the request, byte for byte; another content type than the given ones is refused. */
export const UploadedBytes = createParamDecorator((accepted: FileType[], context: ExecutionContext): Upload => {
  const request = context.switchToHttp().getRequest<Request<object, unknown, unknown>>();
  const type = accepted.find(each => request.is(each));
  if (!type) throw new InvalidInputError('STAFF.FILE_TYPE', { expected: accepted.join(', ') });
  // Express leaves no buffer for an empty body; the file is then empty, not of another type.
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return { bytes, format: FORMATS[type] };
});
