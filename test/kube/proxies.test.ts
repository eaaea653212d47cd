import { type Server as HttpServer, createServer } from 'node:http';
import { type AddressInfo, type Server, type Socket, connect, createServer as createTcpServer } from 'node:net';
import { proxyOf } from '../../lib/kube/http/proxy-of';
import { openCluster } from '../../lib/kube/open-cluster';
import { closeAll, closing, configMapRef, failureOf, openStandIn, valueOf } from './opened';

afterEach(closeAll);

interface Proxy {
  readonly port: number;
  /** What clients have asked it for: the host and port, and their Proxy-Authorization. */
  readonly asked: string[];
}

async function listening(server: Server | HttpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  closing(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A proxy of HTTP that leads all names to this machine, or refuses. */
async function httpProxy(refusal?: number): Promise<Proxy> {
  const asked: string[] = [];
  const server = createServer();
  server.on('connect', (request, socket: Socket) => {
    asked.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`.trim());
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${String(refusal)} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const port = Number(request.url?.split(':')[1]);
    const target = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const one of [socket, target]) one.on('error', () => undefined);
  });
  return { port: await listening(server), asked };
}

/** A proxy of SOCKS5 (RFC 1928) that leads all names to this machine. */
async function socksProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (request) => {
        const isName = request[3] === 3;
        const host = isName
          ? request.subarray(5, 5 + (request[4] ?? 0)).toString()
          : [...request.subarray(4, 8)].join('.');
        const port = request.readUInt16BE(request.length - 2);
        asked.push(`${host}:${String(port)}`);
        const target = connect(port, '127.0.0.1', () => {
          socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
          target.pipe(socket).pipe(target);
        });
        target.on('error', () => undefined);
      });
    });
  });
  return { port: await listening(server), asked };
}

async function openThrough(proxyUrl: string) {
  const { server } = await openStandIn();
  // A name that only the proxy knows.
  const named = { server: `https://stand-in.test:${String(server.port)}`, 'proxy-url': proxyUrl };
  const api = valueOf(await openCluster({ kubeconfig: server.kubeconfig({ token: 'a-token' }, named), context: 'it' }));
  closing(() => api.close());
  return { api, server };
}

describe('a stand-in of an API server behind a proxy', () => {
  it('is reached through HTTP, with the password of the proxy, over connections that are kept', async () => {
    const proxy = await httpProxy();
    const { api, server } = await openThrough(`http://joe:p%40ss@127.0.0.1:${String(proxy.port)}`);
    for (let count = 0; count < 5; count += 1) valueOf(await api.get(configMapRef));
    const basic = Buffer.from('joe:p@ss').toString('base64');
    expect(new Set(proxy.asked)).toEqual(new Set([`stand-in.test:${String(server.port)} Basic ${basic}`]));
    expect(proxy.asked.length).toBeLessThanOrEqual(2);
  });

  it.each(['socks5', 'socks5h'])('is reached through %s, which looks up its name', async (scheme) => {
    const proxy = await socksProxy();
    const { api, server } = await openThrough(`${scheme}://127.0.0.1:${String(proxy.port)}`);
    for (let count = 0; count < 5; count += 1) valueOf(await api.get(configMapRef));
    expect(new Set(proxy.asked)).toEqual(new Set([`stand-in.test:${String(server.port)}`]));
    expect(proxy.asked.length).toBeLessThanOrEqual(2);
  });

  it.each([403, 407, 502])(
    'is not reached where the proxy refuses with %d, and that is not its own answer',
    async (code) => {
      const proxy = await httpProxy(code);
      const { api, server } = await openThrough(`http://joe:secret-word@127.0.0.1:${String(proxy.port)}`);
      const failure = failureOf(await api.version());
      expect(failure).toMatchObject({ kind: 'unreachable', isUncertain: false });
      expect(failure.message).toContain(`the proxy refused with ${String(code)}`);
      expect(JSON.stringify(failure)).not.toContain('secret-word');
      expect(server.asked).toEqual([]);
    },
  );
});

describe('the proxy that the environment names', () => {
  const HTTPS_PROXY = 'http://proxy:3128';
  it.each([
    ['https://api.corp:6443', {}, undefined],
    ['https://api.corp:6443', { HTTPS_PROXY }, HTTPS_PROXY],
    ['https://api.corp:6443', { https_proxy: 'proxy:3128' }, HTTPS_PROXY],
    ['http://api.corp', { HTTPS_PROXY }, undefined],
    ['https://localhost:6443', { HTTPS_PROXY }, undefined],
    ['https://127.0.0.1:6443', { HTTPS_PROXY }, undefined],
    ['https://[::1]:6443', { HTTPS_PROXY }, undefined],
    ['https://api.corp', { HTTPS_PROXY, NO_PROXY: '*' }, undefined],
    ['https://api.corp', { HTTPS_PROXY, NO_PROXY: 'x, corp' }, undefined],
    ['https://api.corp', { HTTPS_PROXY, NO_PROXY: '.corp' }, undefined],
    ['https://corp', { HTTPS_PROXY, NO_PROXY: '.corp' }, HTTPS_PROXY],
    ['https://apicorp', { HTTPS_PROXY, NO_PROXY: 'corp' }, HTTPS_PROXY],
    ['https://api.corp:6443', { HTTPS_PROXY, NO_PROXY: 'api.corp:6443' }, undefined],
    ['https://api.corp:6444', { HTTPS_PROXY, NO_PROXY: 'api.corp:6443' }, HTTPS_PROXY],
    ['https://10.1.2.3', { HTTPS_PROXY, no_proxy: '10.0.0.0/8' }, undefined],
    ['https://11.1.2.3', { HTTPS_PROXY, NO_PROXY: '10.0.0.0/8' }, HTTPS_PROXY],
    ['https://[fd00::1]:6443', { HTTPS_PROXY, NO_PROXY: 'fd00::/8' }, undefined],
    ['https://10.1.2.3', { HTTPS_PROXY, NO_PROXY: '10.1.2.3' }, undefined],
  ])('is for %s under %j: %s', (url, env, proxy) => {
    expect(proxyOf(new URL(url), env)).toBe(proxy);
  });
});
