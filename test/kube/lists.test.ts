import { type ObjectPage, type WatchEvent } from '../../lib/kube/cluster-api';
import { type Answer } from '../../lib/kube/answer';
import { closeAll, failureOf, openStandIn, valueOf } from './opened';
import { type Asked, json, refuse } from './stand-in';

afterEach(closeAll);

const KIND = { apiVersion: 'v1', kind: 'ConfigMap' };
const item = (name: string) => ({ metadata: { name } });
const page = (names: readonly string[], resourceVersion: string, token = '') => ({
  kind: 'ConfigMapList',
  apiVersion: 'v1',
  metadata: { resourceVersion, continue: token },
  items: names.map(item),
});
const EXPIRED = { code: 410, reason: 'Expired', message: 'The provided continue parameter is too old' };

async function gather(pages: AsyncIterable<Answer<ObjectPage>>): Promise<Answer<ObjectPage>[]> {
  const all: Answer<ObjectPage>[] = [];
  for await (const one of pages) all.push(one);
  return all;
}

const names = ({ items }: ObjectPage) => items.map(({ metadata }) => (metadata as { name: string }).name);

describe('a list from a stand-in of an API server', () => {
  it('comes page by page, and each item says what it is', async () => {
    const { api, server } = await openStandIn(({ query }, response) =>
      json(response, 200, query.get('continue') === 't' ? page(['b'], '7') : page(['a'], '7', 't')),
    );
    const options = { namespace: 'shop', labelSelector: 'app=x', fieldSelector: 'metadata.name!=c', limit: 1 };
    expect(valueOf(await api.list(KIND, options))).toEqual({
      items: [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } },
      ],
      resourceVersion: '7',
    });
    expect(server.asked.map(({ path, query }) => `${path}?${query.toString()}`)).toEqual([
      '/api/v1/namespaces/shop/configmaps?labelSelector=app%3Dx&fieldSelector=metadata.name%21%3Dc&limit=1',
      '/api/v1/namespaces/shop/configmaps?labelSelector=app%3Dx&fieldSelector=metadata.name%21%3Dc&limit=1&continue=t',
    ]);
    expect((await gather(api.pages(KIND))).map((one) => names(valueOf(one)))).toEqual([['a'], ['b']]);
  });

  it('of metadata alone says of which kind the objects are', async () => {
    const { api, server } = await openStandIn((_, response) =>
      json(response, 200, {
        kind: 'PartialObjectMetadataList',
        metadata: { resourceVersion: '1' },
        items: [{ apiVersion: 'meta.k8s.io/v1', kind: 'PartialObjectMetadata', metadata: { name: 'a' } }],
      }),
    );
    expect(valueOf(await api.list(KIND, { metadataOnly: true })).items).toEqual([{ ...KIND, metadata: { name: 'a' } }]);
    expect(server.asked[0]?.headers.accept).toContain('as=PartialObjectMetadataList');
  });

  it('that expires on the way is asked for whole, so that it is of one moment', async () => {
    const { api } = await openStandIn(({ query }, response) => {
      if (query.get('continue') !== null) refuse(response, { ...EXPIRED, metadata: { continue: 'newer' } });
      else json(response, 200, query.get('limit') === null ? page(['b', 'c'], '9') : page(['a'], '7', 't'));
    });
    const all = valueOf(await api.list(KIND));
    expect([names(all), all.resourceVersion]).toEqual([['b', 'c'], '9']);
  });

  it('that expires on the way goes on page by page from a newer moment, with nothing twice', async () => {
    const { api } = await openStandIn(({ query }, response) => {
      const token = query.get('continue');
      if (token === 't') refuse(response, { ...EXPIRED, metadata: { continue: 'newer' } });
      else json(response, 200, token === 'newer' ? page(['b'], '9') : page(['a'], '7', 't'));
    });
    expect((await gather(api.pages(KIND))).map((one) => names(valueOf(one)))).toEqual([['a'], ['b']]);
  });

  it('that breaks off ends with the failure, and never as if that were all', async () => {
    const { api } = await openStandIn(({ query }, response) =>
      query.get('continue') === null ? json(response, 200, page(['a'], '7', 't')) : refuse(response, EXPIRED),
    );
    const pages = await gather(api.pages(KIND));
    expect(pages.map(({ outcome }) => outcome)).toEqual(['ok', 'failed']);
    expect(failureOf(pages[1]!).kind).toBe('expired');
  });
});

describe('a watch on a stand-in of an API server', () => {
  const event = (type: string, name: string, resourceVersion: string) =>
    `${JSON.stringify({ type, object: { ...KIND, metadata: { name, resourceVersion } } })}\n`;

  async function watched(
    behave: (asked: Asked, write: (text: string) => void, end: () => void, count: number) => void,
    until: number,
  ): Promise<{ readonly events: Answer<WatchEvent>[]; readonly versions: (string | null)[] }> {
    const { api, server } = await openStandIn((asked, response, count) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      behave(
        asked,
        (text) => response.write(text),
        () => response.socket?.end(),
        count,
      );
    });
    const stop = new AbortController();
    const events: Answer<WatchEvent>[] = [];
    for await (const one of api.watch(KIND, { resourceVersion: '5', signal: stop.signal })) {
      events.push(one);
      if (events.length === until) stop.abort();
    }
    return { events, versions: server.asked.map(({ query }) => query.get('resourceVersion')) };
  }

  it('tells what changes, over pieces that are cut anywhere, until it is stopped', async () => {
    const { events } = await watched((_, write) => {
      const text = event('ADDED', 'a', '6') + event('MODIFIED', 'ä', '7');
      write(text.slice(0, 20));
      setImmediate(() => write(text.slice(20)));
    }, 2);
    expect(events.map((one) => valueOf(one).type)).toEqual(['ADDED', 'MODIFIED']);
  });

  it('is opened again where it was when its connection ends, even in the middle of an event', async () => {
    const { events, versions } = await watched((_, write, end, count) => {
      if (count === 1) {
        write(event('BOOKMARK', '', '8') + event('ADDED', 'b', '9').slice(0, 30));
        setImmediate(end);
      } else write(event('ADDED', 'b', '9'));
    }, 2);
    expect(events.map((one) => valueOf(one).type)).toEqual(['BOOKMARK', 'ADDED']);
    expect(versions).toEqual(['5', '8']);
  });

  it('ends as expired where the server has forgotten', async () => {
    const { events } = await watched((_, write) => {
      write(`${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', ...EXPIRED } })}\n`);
    }, 9);
    expect(events.map((one) => failureOf(one).kind)).toEqual(['expired']);
  });

  it('ends where it breaks off again and again', async () => {
    const { events } = await watched((_, __, end) => end(), 9);
    expect(events.map((one) => failureOf(one).kind)).toEqual(['unreachable']);
  });
});
