import { describe, expect, it } from '@jest/globals';
import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeKeptConnections } from './close-kept-connections.js';

describe('a server that closes', () => {
  it('ends with the next answer the connection of a client that never pauses', async () => {
    const server = createServer((_request, response) => {
      response.end('ok');
    });
    closeKeptConnections(server);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (): Promise<IncomingMessage> =>
      new Promise((resolve, reject) => {
        get({ port, host: '127.0.0.1', agent }, answer => {
          answer.resume().once('end', () => resolve(answer));
        }).once('error', reject);
      });

    expect((await ask()).headers.connection).toBe('keep-alive');
    // Told in the middle of a request, so that the connection is not idle then.
    const closed = new Promise<string>(resolve => {
      server.once('request', () => server.close(() => resolve('closed')));
    });
    const answers: IncomingMessage[] = [];
    const untilRefused = async (): Promise<void> => {
      while (answers.length < 50) answers.push(await ask());
    };
    await expect(untilRefused()).rejects.toThrow('ECONNREFUSED');
    expect(answers.at(-1)?.headers.connection).toBe('close');
    expect(await closed).toBe('closed');
    agent.destroy();
  });
});
