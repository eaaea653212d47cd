import { closeAll, configMapRef, failureOf, openStandIn, valueOf } from './opened';
import { type Asked, type Behaviour, json, refuse } from './stand-in';

afterEach(closeAll);

const widget = { apiVersion: 'shop.test/v1', kind: 'Widget' };

const group = (name: string, version: object) => ({ metadata: { name }, versions: [{ version: 'v1', ...version }] });
const aggregated = (items: readonly object[]) => ({
  kind: 'APIGroupDiscoveryList',
  apiVersion: 'apidiscovery.k8s.io/v2',
  items,
});
const WIDGETS = group('shop.test', {
  resources: [{ resource: 'widgets', responseKind: { kind: 'Widget' }, scope: 'Namespaced', verbs: ['list'] }],
});

/** An older server, which knows no aggregated discovery. */
const legacy: Behaviour = ({ path }: Asked, response) => {
  if (path === '/api') json(response, 200, { kind: 'APIVersions', versions: ['v1'] });
  else if (path === '/apis') {
    const versions = [{ groupVersion: 'shop.test/v1beta1' }, { groupVersion: 'shop.test/v1' }];
    const broken = [{ groupVersion: 'metrics.k8s.io/v1beta1' }];
    json(response, 200, {
      kind: 'APIGroupList',
      groups: [
        { name: 'shop.test', versions, preferredVersion: { groupVersion: 'shop.test/v1' } },
        { name: 'metrics.k8s.io', versions: broken, preferredVersion: broken[0] },
      ],
    });
  } else if (path === '/apis/metrics.k8s.io/v1beta1') refuse(response, { code: 503, message: 'no endpoints' });
  else {
    const name = path === '/api/v1' ? 'configmaps' : 'widgets';
    const kind = path === '/api/v1' ? 'ConfigMap' : 'Widget';
    const resources = [
      { name, kind, namespaced: true, verbs: ['get'] },
      { name: `${name}/status`, kind, namespaced: true, verbs: ['get'] },
    ];
    json(response, 200, { kind: 'APIResourceList', groupVersion: path.replace(/^\/apis?\//, ''), resources });
  }
};

describe('what a server serves, asked of a stand-in', () => {
  it('is asked for once', async () => {
    let rounds = 0;
    const discover: Behaviour = () => {
      rounds += 1;
      return 'as usual';
    };
    const { api } = await openStandIn(undefined, { discover });
    await Promise.all([api.kinds(), api.get(configMapRef), api.get(configMapRef)]);
    await api.list(configMapRef);
    expect(rounds).toBe(2);
  });

  it('is asked for again where a kind is not there: it may just have been made', async () => {
    let rounds = 0;
    const discover: Behaviour = ({ path }, response) => {
      if (path === '/api') return 'as usual';
      rounds += 1;
      return json(response, 200, aggregated(rounds > 1 ? [WIDGETS] : []));
    };
    const { api } = await openStandIn(undefined, { discover });
    await api.kinds();
    const ref = { ...widget, namespace: 'shop', name: 'w' };
    valueOf(await api.get(ref));
    const gone = { ...ref, kind: 'Gadget' };
    expect(failureOf(await api.get(gone)).kind).toBe('unknown-kind');
    rounds = 2;
    const failures = await Promise.all(Array.from({ length: 50 }, () => api.get(gone)));
    expect(new Set(failures.map((one) => failureOf(one).kind))).toEqual(new Set(['unknown-kind']));
    expect(rounds).toBeLessThan(6);
  });

  it('is asked for again where a path is not there any more', async () => {
    let isServed = true;
    const discover: Behaviour = ({ path }, response) =>
      path === '/api' ? 'as usual' : json(response, 200, aggregated(isServed ? [WIDGETS] : []));
    const { api } = await openStandIn(
      (_, response) => void response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n'),
      { discover },
    );
    await api.kinds();
    expect(failureOf(await api.list(widget)).kind).toBe('malformed');
    isServed = false;
    expect(failureOf(await api.list(widget)).kind).toBe('unknown-kind');
  });

  it('is not known of an API that is broken, which costs its own kinds alone', async () => {
    const discover: Behaviour = ({ path }, response) =>
      path === '/api'
        ? 'as usual'
        : json(response, 200, aggregated([WIDGETS, group('metrics.k8s.io', { freshness: 'Stale', resources: [] })]));
    const { api } = await openStandIn(undefined, { discover });
    const { broken } = valueOf(await api.kinds());
    expect([...broken.keys()]).toEqual(['metrics.k8s.io/v1']);
    const failure = failureOf(await api.list({ apiVersion: 'metrics.k8s.io/v1', kind: 'PodMetrics' }));
    expect(failure.kind).toBe('server-error');
    valueOf(await api.get({ ...widget, namespace: 'shop', name: 'w' }));
  });

  it('is asked of an older server one group version after the other', async () => {
    const { api } = await openStandIn(undefined, { discover: legacy });
    const { kinds, broken } = valueOf(await api.kinds());
    expect(kinds.map(({ apiVersion, kind, subresources }) => [apiVersion, kind, subresources])).toEqual([
      ['v1', 'ConfigMap', ['status']],
      ['shop.test/v1', 'Widget', ['status']],
      ['shop.test/v1beta1', 'Widget', ['status']],
    ]);
    expect([...broken]).toEqual([['metrics.k8s.io/v1beta1', 'no endpoints']]);
  });

  it('is not known where it cannot be asked', async () => {
    const discover: Behaviour = (_, response) => refuse(response, { code: 403, message: 'forbidden: User "x" cannot' });
    const { api } = await openStandIn(undefined, { discover });
    expect(failureOf(await api.get(configMapRef)).kind).toBe('forbidden');
  });
});
