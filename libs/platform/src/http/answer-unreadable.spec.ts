import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { answerUnreadable } from './answer-unreadable.js';
import type { Problem } from './problem.js';

describe('a request that cannot be read', () => {
  let server: Server;
  const begun: ServerResponse[] = [];

  beforeAll(async () => {
    server = createServer({ requestTimeout: 200, headersTimeout: 100, connectionsCheckingInterval: 20 });
    server.on('request', ({ url }, response: ServerResponse) => {
      if (url === '/begun') {
        begun.push(response);
        response.write('half an answer');
      } else response.end('ok');
    });
    answerUnreadable(server);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterAll(() => {
    server.close();
  });

  /** Writes it as it is, and reads until the server ends the connection. */
  async function send(...parts: string[]): Promise<{ head: string; body: string }> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    for (const part of parts) socket.write(part, 'latin1');
    const answer = await text(socket);
    const end = answer.indexOf('\r\n\r\n');
    return { head: answer.slice(0, end), body: answer.slice(end + 4) };
  }

  it.each([
    [
      'a character that no header may have',
      'GET / HTTP/1.1\r\nhost: x\r\nif-match: \x7f\r\n\r\n',
      400,
      'HTTP.UNREADABLE',
    ],
    ['something else than HTTP', 'xin chào\r\n\r\n', 400, 'HTTP.UNREADABLE'],
    [
      'headers beyond 16 KiB',
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'HTTP.HEADERS_TOO_LARGE',
    ],
    ['headers that never end', 'GET / HTTP/1.1\r\nhost: x\r\n', 408, 'HTTP.TOO_SLOW'],
  ])('is answered with a problem: %s', async (_what, request, status, code) => {
    const { head, body } = await send(request);
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toContain('Content-Type: application/problem+json');
    const problem = JSON.parse(body) as Problem;
    expect(problem).toMatchObject({ status, code, type: `urn:nangluc:problem:${code}` });
    expect(problem.title).toBe(problem.titles.vi);
  });

  it('gets its answer after a good one on the same connection', async () => {
    const { body } = await send(
      'GET / HTTP/1.1\r\nhost: x\r\n\r\n',
      'GET / HTTP/1.1\r\nhost: x\r\nif-match: \x7f\r\n\r\n',
    );
    expect(body).toMatch(/^ok[^]*HTTP.UNREADABLE/);
  });

  it('puts no second answer into one that has begun', async () => {
    const { body } = await send('GET /begun HTTP/1.1\r\nhost: x\r\n\r\n', 'xin chào\r\n\r\n');
    expect(begun).toHaveLength(1);
    expect(body).not.toContain('HTTP.UNREADABLE');
  });
});
