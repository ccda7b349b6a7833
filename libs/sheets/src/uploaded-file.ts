import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { InvalidInputError } from '#kernel';
import { FILE_TYPES, type FileFormat, type FileType } from './file-format.js';

export interface UploadedFile {
  /** Part by part as it comes where the body is streamed, else in one piece. */
  content: AsyncIterable<Uint8Array>;
  format: FileFormat;
}

export interface FileOptions {
  service: string;
  /** Paths whose body is read as it comes, so that a file of any length needs little memory. */
  streamed?: RegExp;
}

/**
 * The file in the body of the request, as a parameter of a controller method; another content type than the known ones is
 * refused.
 *
 * @example
 * import(@UploadedSheet({ service: 'STAFF' }) file: UploadedFile) { … }
 */
export const UploadedSheet = createParamDecorator(
  ({ service, streamed }: FileOptions, context: ExecutionContext): UploadedFile => {
    const request = context.switchToHttp().getRequest<Request<object, unknown, unknown>>();
    const types = Object.keys(FILE_TYPES) as FileType[];
    const type = types.find(each => request.is(each));
    if (!type) throw new InvalidInputError(`${service}.FILE_TYPE`, { expected: types.join(', ') });
    return { content: streamed?.test(request.url) ? request : bodyOf(request), format: FILE_TYPES[type] };
  },
);

/** Express leaves no buffer for an empty body; the file is then empty, not of another type. */
async function* bodyOf({ body }: { body: unknown }): AsyncGenerator<Uint8Array> {
  if (Buffer.isBuffer(body)) yield await Promise.resolve(body);
}
