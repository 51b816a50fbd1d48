import { createServer } from 'node:net';

// Below the ports that operating systems hand to outgoing connections: a child that is started again must find its port still free.
const lowest = 20_000;
const highest = 32_000;
const handedOut = new Set<number>();

/** Whether nothing listens on this loopback port now. */
export function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A free loopback port that this process has not handed out before. Chosen at random, so that two stacks do not meet. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (handedOut.has(port)) continue;
    handedOut.add(port);
    if (await portIsFree(port)) return port;
  }
  throw new Error(`No free port on 127.0.0.1 between ${lowest} and ${highest}.`);
}
