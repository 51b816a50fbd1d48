import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

export interface TcpProxy {
  /** The address of a server, reached through the proxy. */
  readonly through: (url: string) => string;
  /** From now on connections that are open carry nothing in either direction; they stay open, and new ones work. */
  readonly swallow: () => void;
  /** While it is dark, new connections are taken and carry nothing either; those of that time never do. */
  readonly darken: (isDark: boolean) => void;
  /** How many connections carry nothing. */
  readonly swallowed: () => number;
  readonly close: () => Promise<void>;
}

/** Stands between a client and a server on this machine, as a network that can swallow packets. */
export async function startTcpProxy(port: number): Promise<TcpProxy> {
  const open = new Set<readonly [Socket, Socket]>();
  const silent = new Set<readonly [Socket, Socket]>();
  let dark = false;
  const server = createServer((client) => {
    const upstream = connect({ port, host: '127.0.0.1' });
    const pair = [client, upstream] as const;
    open.add(pair);
    if (dark) silent.add(pair);
    for (const [from, to] of [pair, [upstream, client] as const]) {
      from.on('data', (bytes) => void (silent.has(pair) || to.write(bytes)));
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(pair);
        if (!silent.has(pair)) to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = String((server.address() as AddressInfo).port);
  const swallow = () => open.forEach((pair) => silent.add(pair));
  return {
    through(url) {
      const address = new URL(url);
      address.port = at;
      return address.href;
    },
    swallow,
    darken(isDark) {
      dark = isDark;
      if (dark) swallow();
    },
    swallowed: () => [...silent].filter((pair) => open.has(pair)).length,
    async close() {
      for (const pair of [...open, ...silent]) for (const socket of pair) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
