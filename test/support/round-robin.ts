import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface RoundRobin {
  readonly url: string;
  /** Whose turn it is, from now on, by their ports. */
  readonly serve: (ports: readonly number[]) => void;
  /** How many requests each port has answered. */
  readonly answered: ReadonlyMap<number, number>;
  readonly close: () => Promise<void>;
}

/** One address before several servers of this machine: each request goes to the next one, and where nobody listens to the one after. */
export async function startRoundRobin(): Promise<RoundRobin> {
  let ports: readonly number[] = [];
  let turn = 0;
  const answered = new Map<number, number>();

  async function pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await buffer(asked);
    turn += 1;
    for (let tried = 0; tried < ports.length; tried += 1) {
      const port = ports[(turn + tried) % ports.length] ?? 0;
      try {
        const { statusCode = 502, rawHeaders, content } = await forward(asked, body, port);
        answered.set(port, (answered.get(port) ?? 0) + 1);
        answer.writeHead(statusCode, rawHeaders).end(content);
        return;
      } catch (error) {
        // What broke off may have been done: only who asked knows whether to ask again.
        if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') break;
      }
    }
    answer.writeHead(502).end();
  }

  const server = createServer((asked, answer) => void pass(asked, answer).catch(() => answer.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (now) => (ports = now),
    answered,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answered extends Pick<IncomingMessage, 'statusCode' | 'rawHeaders'> {
  readonly content: Buffer;
}

function forward({ method, url, headers }: IncomingMessage, body: Buffer, port: number): Promise<Answered> {
  return new Promise((resolve, reject) => {
    // A connection of its own: one that is kept tells too late that its server is gone.
    const asking = request({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, (response) => {
      const { statusCode, rawHeaders } = response;
      buffer(response).then((content) => resolve({ statusCode, rawHeaders, content }), reject);
    });
    asking.on('error', reject);
    asking.end(body);
  });
}
