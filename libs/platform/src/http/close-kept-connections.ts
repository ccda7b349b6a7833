import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/**
 * Once the server is closing, each answer ends its connection. Node ends only those that are idle when it is told to
 * close: a client that sends without a pause, such as the gateway, would keep the old process alive until it is killed.
 * @example closeKeptConnections(app.getHttpServer())
 */
export function closeKeptConnections(server: Server): void {
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    if (!server.listening) response.setHeader('connection', 'close');
  });
}
