import { type Server, createServer } from 'node:http';
import { Agent, request } from 'node:https';
import { type AddressInfo } from 'node:net';
import { type Fault } from '../live/faults/fault';
import { MisbehavingProxy } from '../live/faults/misbehaving-proxy';

/** What a client sees of one request. */
type Sight =
  | { readonly saw: 'answer'; readonly status: number; readonly body: string; readonly retryAfter?: string }
  | { readonly saw: 'break' }
  | { readonly saw: 'nothing' };

const RIGHT = { saw: 'answer', status: 200, body: '{"kind":"Pod"}' };

let upstream: Server;
/** What the server behind the proxy was asked. */
let done: string[];
let proxy: MisbehavingProxy;

beforeAll(async () => {
  upstream = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.on('end', () => {
      done.push(`${asked.method ?? ''} ${asked.url ?? ''} ${Buffer.concat(chunks).toString()}`.trim());
      answer.writeHead(200, { 'content-type': 'application/json' }).end(RIGHT.body);
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo;
  proxy = await MisbehavingProxy.start('cluster1', { server: `http://127.0.0.1:${port}` });
});

beforeEach(() => {
  done = [];
  proxy.behave();
  proxy.forget();
});

afterAll(async () => {
  await proxy.stop();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
});

function send({ method = 'GET', path = '/api/v1/pods', body = '', patience = 2000 } = {}): Promise<Sight> {
  const { server, authority } = proxy.kubeconfigEntry;
  return new Promise((resolve) => {
    const asked = request(
      `${server}${path}`,
      { method, agent: new Agent({ ca: authority }), timeout: patience },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', () => resolve({ saw: 'break' }));
        answer.on('end', () => {
          const retryAfter = answer.headers['retry-after'];
          const text = Buffer.concat(chunks).toString();
          resolve({
            saw: 'answer',
            status: answer.statusCode ?? 0,
            body: text,
            ...(retryAfter !== undefined && { retryAfter }),
          });
        });
      },
    );
    asked.on('timeout', () => {
      resolve({ saw: 'nothing' });
      asked.destroy();
    });
    asked.on('error', () => resolve({ saw: 'break' }));
    asked.end(body);
  });
}

function always(fault: Fault): void {
  proxy.misbehave({ fault });
}

test('without a fault a request goes on as it came, and the answer comes back', async () => {
  expect(await send({ method: 'POST', path: '/api/v1/pods?dryRun=All', body: '{"a":1}' })).toEqual(RIGHT);
  expect(done).toEqual(['POST /api/v1/pods?dryRun=All {"a":1}']);
});

test('a fault befalls the requests of its rule alone', async () => {
  proxy.misbehave({ fault: { kind: 'status', status: 503 }, methods: ['PATCH'], path: /deployments/ });
  expect(await send({ method: 'PATCH', path: '/apis/apps/v1/deployments' })).toMatchObject({ status: 503 });
  expect(await send({ method: 'PATCH', path: '/api/v1/pods' })).toEqual(RIGHT);
  expect(await send({ path: '/apis/apps/v1/deployments' })).toEqual(RIGHT);
});

test('a fault begins after so many requests and is over after so many', async () => {
  proxy.misbehave({ fault: { kind: 'status', status: 500 }, after: 1, times: 2 });
  const sights = [await send(), await send(), await send(), await send()];
  expect(sights.map((sight) => (sight.saw === 'answer' ? sight.status : sight.saw))).toEqual([200, 500, 500, 200]);
});

test('a server that has too much to do says when to come back', async () => {
  always({ kind: 'status', status: 429, retryAfter: 7 });
  expect(await send()).toMatchObject({ status: 429, retryAfter: '7' });
  expect(done).toEqual([]);
});

test('a gateway may say that it failed after the server did the work', async () => {
  always({ kind: 'status', status: 502, isDone: true });
  expect(await send({ method: 'POST' })).toMatchObject({ status: 502 });
  expect(done).toEqual(['POST /api/v1/pods']);
});

test('a page comes instead of an answer', async () => {
  always({ kind: 'page', status: 200 });
  expect(await send()).toMatchObject({ status: 200, body: expect.stringContaining('<html>') as string });
});

test.each([
  { isDone: false, asked: [] },
  { isDone: true, asked: ['POST /api/v1/pods'] },
])('a connection breaks off, and the work is done: $isDone', async ({ isDone, asked }) => {
  always({ kind: 'reset', isDone });
  expect(await send({ method: 'POST' })).toEqual({ saw: 'break' });
  expect(done).toEqual(asked);
});

test('a server that hangs gives no answer', async () => {
  always({ kind: 'silence' });
  expect(await send({ patience: 100 })).toEqual({ saw: 'nothing' });
});

test('an answer that is late, or slow, is the right one', async () => {
  proxy.misbehave(
    { fault: { kind: 'late', milliseconds: 50 }, times: 1 },
    { fault: { kind: 'slow', bytes: 3, pause: 5 } },
  );
  expect(await send()).toEqual(RIGHT);
  expect(await send()).toEqual(RIGHT);
});

test('a truncated body breaks off, a shortened one looks whole', async () => {
  proxy.misbehave({ fault: { kind: 'truncated' }, times: 1 }, { fault: { kind: 'shortened' } });
  expect(await send()).toEqual({ saw: 'break' });
  expect(await send()).toEqual({ saw: 'answer', status: 200, body: '{"kind"' });
});

test('requests are counted, and can be waited for', async () => {
  const second = proxy.arrival({ methods: ['PATCH'] }, 2);
  await send({ method: 'PATCH' });
  await send();
  await send({ method: 'PATCH' });
  await second;
  expect(proxy.count({ methods: ['PATCH'] })).toBe(2);
  expect(proxy.requests).toHaveLength(3);
});
