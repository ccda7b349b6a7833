import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpErrorCode } from './http.errors.js';
import './http.errors.js';
import { problemOf } from './problem.js';

/** What the parser says of a request, by its code; everything else is unreadable. */
const REFUSALS: Record<string, [status: number, code: HttpErrorCode]> = {
  HPE_HEADER_OVERFLOW: [431, 'HTTP.HEADERS_TOO_LARGE'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'HTTP.TOO_LARGE'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'HTTP.TOO_SLOW'],
};

/**
 * Answers with a problem, as everywhere, what Node's parser refuses before the application sees a request. Node alone
 * would answer with an empty body. The headers were not read, so that the sentence is the Vietnamese one.
 * @example answerUnreadable(app.getHttpServer())
 */
export function answerUnreadable(server: Server): void {
  const answering = new WeakMap<Duplex, ServerResponse>();
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    answering.set(socket, response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const response = answering.get(socket);
    const inTheMiddle = response?.headersSent && !response.writableEnded;
    if (!socket.writable || error.code === 'ECONNRESET' || inTheMiddle) {
      socket.destroy();
      return;
    }
    const [status, code] = REFUSALS[error.code ?? ''] ?? [400, 'HTTP.UNREADABLE'];
    socket.end(answer(status, JSON.stringify(problemOf({ status, code }, 'vi', ''))));
  });
}

function answer(status: number, body: string): string {
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    'Content-Language: vi',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
