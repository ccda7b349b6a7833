import { connect, createServer } from 'node:net';

/** The system may name a port again that was closed a moment ago, before whoever asked for it listens there. */
const given = new Set<number>();

/** A TCP port that is free now on this machine, and that nobody in this process was given before. */
export async function freePort(): Promise<number> {
  let port: number;
  do port = await portOfSystem();
  while (given.has(port));
  given.add(port);
  return port;
}

function portOfSystem(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** True when something listens on the port of this machine. */
export function portIsOpen(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.once('connect', () => socket.end());
  });
}
