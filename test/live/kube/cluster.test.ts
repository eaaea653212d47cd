import { type WatchEvent } from '../../../lib/kube/cluster-api';
import { type ClusterApi } from '../../../lib/kube/cluster-api';
import { type Answer } from '../../../lib/kube/answer';
import { openCluster } from '../../../lib/kube/open-cluster';
import { LocalFleet } from '../../../lib/testing/local-fleet';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failureOf, valueOf } from '../../kube/opened';

let fleet: LocalFleet;
let api: ClusterApi;

beforeAll(async () => {
  fleet = await LocalFleet.start({ clusters: ['one'] });
  api = valueOf(await openCluster({ kubeconfig: fleet.kubeconfig, context: 'one' }));
});
afterAll(async () => {
  api.close();
  await fleet.stop();
});

let spaces = 0;

/** A namespace of the test's own. */
async function namespace(): Promise<string> {
  spaces += 1;
  const name = `space-${String(spaces)}`;
  valueOf(await api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  return name;
}

const configMap = (space: string, name: string, data: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: space },
  data,
});

const ref = (space: string, name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', namespace: space, name });

/** Tries until the server has come so far. */
async function until<T>(ask: () => Promise<T>, isIt: (value: T) => boolean): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const value = await ask();
    if (isIt(value) || attempt > 100) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A kubeconfig for the same server with another user. */
function kubeconfigOf(user: object): string {
  const file = join(fleet.cluster('one').folder, `user-${String(Math.random())}`);
  const text = {
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: api.server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'it', context: { cluster: 'c', user: 'u' } }],
  };
  writeFileSync(file, JSON.stringify(text));
  return file;
}

describe('a real kube-apiserver', () => {
  it('says how it is, which it is, and what it serves', async () => {
    expect(valueOf(await api.health())).toEqual({ status: 200, body: 'ok' });
    expect(valueOf(await api.version()).gitVersion).toMatch(/^v1\./);
    const { kinds, broken } = valueOf(await api.kinds());
    expect(kinds.find(({ kind }) => kind === 'Deployment')).toMatchObject({
      apiVersion: 'apps/v1',
      plural: 'deployments',
      isNamespaced: true,
    });
    expect([...broken]).toEqual([]);
  });

  it('takes every verb of the port', async () => {
    const space = await namespace();
    const made = valueOf(await api.create(configMap(space, 'a', { a: '1' }), { fieldManager: 'me' }));
    expect(failureOf(await api.create(configMap(space, 'a'))).kind).toBe('already-exists');
    const { uid, resourceVersion } = made.metadata as { uid: string; resourceVersion: string };
    valueOf(await api.replace({ ...made, data: { a: '2' } }));
    expect(failureOf(await api.replace({ ...made, data: { a: '3' } })).kind).toBe('conflict');
    valueOf(await api.patch(ref(space, 'a'), { type: 'merge', body: { data: { b: '1' } } }));
    valueOf(await api.patch(ref(space, 'a'), { type: 'json', operations: [{ op: 'remove', path: '/data/a' }] }));
    expect(valueOf(await api.get(ref(space, 'a'))).data).toEqual({ b: '1' });
    expect(failureOf(await api.delete(ref(space, 'a'), { resourceVersion })).kind).toBe('conflict');
    expect(failureOf(await api.delete(ref(space, 'a'), { uid: 'another' })).kind).toBe('conflict');
    valueOf(await api.delete(ref(space, 'a'), { uid, dryRun: true }));
    valueOf(await api.delete(ref(space, 'a'), { uid }));
    expect(failureOf(await api.get(ref(space, 'a'))).kind).toBe('not-found');
    expect(failureOf(await api.get({ apiVersion: 'no.test/v1', kind: 'No', name: 'x' })).kind).toBe('unknown-kind');
  });

  it('names who holds a field that an apply would take, and the field that it does not know', async () => {
    const space = await namespace();
    valueOf(await api.apply(configMap(space, 'a', { a: '1' }), { fieldManager: 'm1' }));
    const conflict = failureOf(await api.apply(configMap(space, 'a', { a: '2' }), { fieldManager: 'm2' }));
    expect(conflict).toMatchObject({
      kind: 'conflict',
      causes: [{ reason: 'FieldManagerConflict', field: '.data.a', message: 'conflict with "m1"' }],
    });
    valueOf(await api.apply(configMap(space, 'a', { a: '2' }), { fieldManager: 'm2', force: true, dryRun: true }));
    expect(valueOf(await api.get(ref(space, 'a'))).data).toEqual({ a: '1' });
    const strange = { ...configMap(space, 'b'), foo: 1 };
    expect(failureOf(await api.apply(strange, { fieldManager: 'm1' }))).toMatchObject({
      kind: 'invalid',
      isUncertain: false,
    });
  });

  it('says that a namespace is on its way out, or not there', async () => {
    const space = await namespace();
    const held = {
      ...configMap(space, 'held'),
      metadata: { name: 'held', namespace: space, finalizers: ['shop.test/f'] },
    };
    valueOf(await api.create(held));
    valueOf(await api.delete({ apiVersion: 'v1', kind: 'Namespace', name: space }));
    expect(failureOf(await api.create(configMap(space, 'a'))).kind).toBe('terminating');
    valueOf(await api.patch(ref(space, 'held'), { type: 'merge', body: { metadata: { finalizers: null } } }));
    expect(failureOf(await api.create(configMap('nowhere', 'a'))).kind).toBe('not-found');
  });

  it('lists 2,000 objects in pages that are all of one moment, whole and by their metadata', async () => {
    const space = await namespace();
    const names = Array.from({ length: 2000 }, (_, index) => `c-${String(index)}`);
    await Promise.all(names.map((name) => api.create(configMap(space, name)).then(valueOf)));
    const options = { namespace: space, fieldSelector: 'metadata.name!=kube-root-ca.crt' };
    const { items } = valueOf(await api.list({ apiVersion: 'v1', kind: 'ConfigMap' }, options));
    expect(new Set(items.map(({ metadata }) => (metadata as { name: string }).name))).toEqual(new Set(names));
    expect(items[0]).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap' });
    const seen = new Set<unknown>();
    for await (const page of api.pages({ apiVersion: 'v1', kind: 'ConfigMap' }, { ...options, metadataOnly: true })) {
      for (const item of valueOf(page).items) {
        expect(item).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: item.metadata });
        seen.add((item.metadata as { name: string }).name);
      }
    }
    expect(seen).toEqual(new Set(names));
  });

  it('takes a token, denies what its roles do not grant, and refuses it when it is none', async () => {
    const space = await namespace();
    valueOf(
      await api.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'joe', namespace: space } }),
    );
    const issued = valueOf(await api.createToken({ namespace: space, name: 'joe' }, { expirationSeconds: 3600 }));
    expect(Date.parse(issued.expires)).toBeGreaterThan(Date.now());
    const joe = valueOf(await openCluster({ kubeconfig: kubeconfigOf({ token: issued.token }), context: 'it' }));
    expect(failureOf(await joe.list({ apiVersion: 'v1', kind: 'Secret' })).kind).toBe('forbidden');
    const nobody = valueOf(await openCluster({ kubeconfig: kubeconfigOf({ token: 'no-token' }), context: 'it' }));
    expect(failureOf(await nobody.get(ref(space, 'a'))).kind).toBe('unauthorized');
    for (const one of [joe, nobody]) one.close();
  });

  it('serves a kind whose CRD is made in mid-run, and no more when it is gone', async () => {
    valueOf(await api.kinds());
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.shop.test' },
      spec: {
        group: 'shop.test',
        scope: 'Cluster',
        names: { plural: 'widgets', kind: 'Widget' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          },
        ],
      },
    };
    const widget = { apiVersion: 'shop.test/v1', kind: 'Widget', metadata: { name: 'w' } };
    expect(failureOf(await api.list(widget)).kind).toBe('unknown-kind');
    valueOf(await api.create(crd));
    valueOf(
      await until(
        () => api.apply(widget, { fieldManager: 'me' }),
        ({ outcome }) => outcome === 'ok',
      ),
    );
    valueOf(await api.delete({ apiVersion: crd.apiVersion, kind: crd.kind, name: crd.metadata.name }));
    const gone = await until(
      () => api.list(widget),
      ({ outcome }) => outcome === 'failed',
    );
    expect(failureOf(gone).kind).toBe('unknown-kind');
  });

  it('loses the kinds of a broken API alone, and does not say that they are not there', async () => {
    const service = {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1.broken.test' },
      spec: {
        group: 'broken.test',
        version: 'v1',
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
        service: { namespace: 'default', name: 'nowhere' },
      },
    };
    valueOf(await api.create(service));
    const kind = { apiVersion: 'broken.test/v1', kind: 'Thing' };
    const answer = await until(
      () => api.list(kind),
      (one) => one.outcome === 'failed' && one.failure.kind !== 'unknown-kind',
    );
    expect(failureOf(answer).kind).toBe('server-error');
    valueOf(await api.list({ apiVersion: 'v1', kind: 'Namespace' }));
    valueOf(await api.delete({ apiVersion: service.apiVersion, kind: service.kind, name: service.metadata.name }));
  });

  it('says that a webhook refuses, or cannot be asked', async () => {
    const space = await namespace();
    const webhook = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'no.shop.test' },
      webhooks: [
        {
          name: 'no.shop.test',
          admissionReviewVersions: ['v1'],
          sideEffects: 'None',
          clientConfig: { url: 'https://127.0.0.1:1/no' },
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': space } },
          rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }],
        },
      ],
    };
    valueOf(await api.create(webhook));
    const answer = await until(
      () => api.create(configMap(space, `a-${String(Math.random()).slice(2)}`)),
      ({ outcome }) => outcome === 'failed',
    );
    expect(failureOf(answer).kind).toBe('admission');
    valueOf(await api.delete({ apiVersion: webhook.apiVersion, kind: webhook.kind, name: 'no.shop.test' }));
  });

  it('tells what changes from a moment on', async () => {
    const space = await namespace();
    const kind = { apiVersion: 'v1', kind: 'ConfigMap' };
    const { resourceVersion } = valueOf(await api.list(kind, { namespace: space, labelSelector: 'mine=yes' }));
    const stop = new AbortController();
    const seen: Answer<WatchEvent>[] = [];
    const watching = (async () => {
      const options = { namespace: space, labelSelector: 'mine=yes', resourceVersion, signal: stop.signal };
      for await (const event of api.watch(kind, options)) {
        seen.push(event);
        if (seen.length === 3) stop.abort();
      }
    })();
    const object = configMap(space, 'w');
    const mine = { ...object, metadata: { ...object.metadata, labels: { mine: 'yes' } } };
    valueOf(await api.create(mine));
    valueOf(await api.apply({ ...mine, data: { a: '1' } }, { fieldManager: 'me', force: true }));
    valueOf(await api.delete(ref(space, 'w')));
    await watching;
    expect(seen.map((one) => valueOf(one).type)).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
  });
});
