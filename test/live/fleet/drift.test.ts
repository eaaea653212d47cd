import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { type BinarySet, LocalFleet, findBinaries } from 'fed8s/testing';
import { bodyOf } from '../../../lib/fleet/assess/body-of';
import { type ClusterDrift, type DriftOptions, drift } from '../../../lib/fleet/drift/drift';
import { type ObjectDrift } from '../../../lib/fleet/drift/object-drift';
import { watchDrift } from '../../../lib/fleet/drift/watch-drift';
import { type FleetMember } from '../../../lib/fleet/fleet-member';
import { type FoundInventory } from '../../../lib/fleet/inventory/inventory';
import { openFleet } from '../../../lib/fleet/open-fleet';
import { ownerNamed } from '../../../lib/fleet/owner/owner';
import { readManifestFiles } from '../../../lib/interop/yaml/read-manifest-files';
import { type Answer, ok } from '../../../lib/kube/answer';
import { type ClusterApi } from '../../../lib/kube/cluster-api';
import { type Json, type JsonObject } from '../../../lib/model/json';
import { describeObject } from '../../../lib/model/object-ref';
import { refOfManifest } from '../../../lib/model/ref-of-manifest';
import { everyKind } from './every-kind';

const CORPORA = join(__dirname, '../../../../shared/corpora');
const { fieldManager } = ownerNamed('drift-test');
const CLUSTER = 'one';

let binaries: BinarySet;
let local: LocalFleet;
let members: readonly FleetMember[];
let api: ClusterApi;

beforeAll(async () => {
  binaries = await findBinaries(['kubectl']);
  local = await LocalFleet.start({ clusters: [CLUSTER, 'two'] });
  members = await openFleet({ clusters: [{ name: CLUSTER }, { name: 'two' }], kubeconfig: local.kubeconfig });
  const [first] = members;
  if (first?.api.outcome !== 'ok') throw new Error(JSON.stringify(first));
  api = first.api.value;
});

afterAll(async () => {
  for (const { api: opened } of members) if (opened.outcome === 'ok') opened.value.close();
  await local.stop();
});

function kubectl(args: readonly string[], input?: object): string {
  return execFileSync(
    binaries.path('kubectl'),
    ['--kubeconfig', local.kubeconfig, '--context', CLUSTER, '--request-timeout=20s', ...args],
    { encoding: 'utf8', stdio: 'pipe', ...(input !== undefined && { input: JSON.stringify(input) }) },
  );
}

async function applied(manifests: readonly JsonObject[]): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const manifest of manifests) {
    const made = bodyOf(manifest);
    const answer = made.outcome === 'body' ? await api.apply(made.body, { fieldManager, force: true }) : undefined;
    if (answer?.outcome !== 'ok') {
      refused.push(`${describeObject(refOfManifest(manifest))}: ${JSON.stringify(answer?.failure.message ?? made)}`);
    }
  }
  return refused;
}

/** What is not in sync on the first cluster, and how many requests were dry runs. */
async function driftOf(
  manifests: readonly JsonObject[],
  options: Partial<DriftOptions> = {},
): Promise<{ readonly objects: readonly ObjectDrift[]; readonly inSync: number; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const counting = new Proxy(api, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]): unknown => {
        asked.push(name === 'apply' ? `apply ${describeObject(refOfManifest(args[0]))}` : String(name));
        return Reflect.apply(member, target, args) as unknown;
      };
    },
  });
  const clusters: ClusterDrift[] = [];
  for await (const cluster of drift({
    members: [{ name: CLUSTER, api: { outcome: 'ok', value: counting } }],
    desired: [{ name: CLUSTER, manifests }],
    fieldManager,
    inventory: () => Promise.resolve(inventoryOf(manifests)),
    ...options,
  })) {
    clusters.push(cluster);
  }
  const [only] = clusters;
  if (only?.outcome !== 'done') throw new Error(JSON.stringify(only));
  return { objects: only.value.objects, inSync: only.value.counts.inSync, asked };
}

/** An inventory of all that is declared. */
function inventoryOf(manifests: readonly JsonObject[]): Answer<FoundInventory> {
  const entries = manifests.map(refOfManifest);
  const key = { owner: 'drift-test', ownerKey: 'k', cluster: CLUSTER, id: 'i', clusterUid: 'u' };
  const handle = { resourceVersion: '1', parts: [], stale: [] };
  return ok({ state: 'found', inventory: { ...key, entries }, handle });
}

/** `Deployment shop/web spec.replicas kubectl` of each field. */
function told(objects: readonly ObjectDrift[]): readonly string[] {
  return objects
    .flatMap((found): readonly string[] => {
      const name = describeObject(found.object);
      if (found.outcome !== 'Drifted' && found.outcome !== 'Conflict') return [`${name} ${found.outcome}`];
      return found.fields.map(({ path, author }) => `${name} ${found.outcome} ${path} ${author?.manager ?? '-'}`);
    })
    .sort();
}

describe('what has just been applied', () => {
  it.each([['every kind of Kubernetes that a federation is likely to have', everyKind]])(
    'is in sync, and costs nothing but lists: %s',
    async (_, manifests) => {
      expect(await applied(manifests)).toEqual([]);
      const { objects, inSync, asked } = await driftOf(manifests);
      expect(told(objects)).toEqual([]);
      expect(inSync).toBe(manifests.length);
      expect(asked.filter((call) => call.startsWith('apply'))).toEqual([]);
    },
  );

  const boutique = join(CORPORA, 'online-boutique.yaml');
  (existsSync(boutique) ? it : it.skip)(
    existsSync(boutique)
      ? 'is in sync: the Online Boutique'
      : 'not run, since ../shared/corpora/online-boutique.yaml is absent: the Online Boutique',
    async () => {
      const manifests = readManifestFiles([boutique]).documents.map(({ value }) => value);
      expect(await applied(manifests)).toEqual([]);
      const { objects, inSync, asked } = await driftOf(manifests);
      expect(told(objects)).toEqual([]);
      expect(inSync).toBe(manifests.length);
      expect(asked.filter((call) => call.startsWith('apply'))).toEqual([]);
    },
  );
});

describe('what was changed by hand', () => {
  const namespace = 'edited';
  const container = (image: string): JsonObject => ({
    name: 'web',
    image,
    env: [{ name: 'A', value: '1' }],
    ports: [{ containerPort: 80 }],
    resources: { limits: { cpu: '1000m' } },
  });
  const web: JsonObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace, labels: { app: 'web', tier: 'front' } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container('nginx:1')] } },
    },
  };
  const settings: JsonObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace },
    data: { a: '1', b: '2' },
  };
  const secret: JsonObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'key', namespace },
    stringData: { password: 'hunter2' },
  };
  const policy: JsonObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'policy', namespace },
    spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] },
  };
  const all = [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, web, settings, secret, policy];
  const patch = (what: string, operations: Json): string =>
    kubectl(['-n', namespace, 'patch', what, '--type=json', '-p', JSON.stringify(operations)]);

  beforeEach(async () => {
    expect(await applied(all)).toEqual([]);
    expect(told((await driftOf(all)).objects)).toEqual([]);
  });

  it('is found, with its author, and nothing else is; it is put back where that is asked for', async () => {
    kubectl(['-n', namespace, 'scale', 'deployment/web', '--replicas=7']);
    kubectl(['-n', namespace, 'set', 'image', 'deployment/web', 'web=nginx:2']);
    kubectl(['-n', namespace, 'label', 'deployment/web', 'tier-', 'mine=yes']);
    kubectl(['-n', namespace, 'annotate', 'configmap/settings', 'note=foreign']);
    patch('configmap/settings', [
      { op: 'replace', path: '/data/a', value: '9' },
      { op: 'add', path: '/data/c', value: '3' },
    ]);
    patch('secret/key', [{ op: 'replace', path: '/data/password', value: 'b3RoZXI=' }]);
    patch('networkpolicy/policy', [{ op: 'add', path: '/spec/ingress/0/ports', value: [{ port: 80 }] }]);
    const { objects } = await driftOf(all);
    expect(told(objects)).toEqual([
      'ConfigMap edited/settings Drifted data.a kubectl-patch',
      'Deployment edited/web Drifted metadata.labels.tier -',
      'Deployment edited/web Drifted spec.replicas kubectl',
      'Deployment edited/web Drifted spec.template.spec.containers[name=web].image kubectl-set',
      'NetworkPolicy edited/policy Drifted spec.ingress[0].ports kubectl-patch',
      'Secret edited/key Drifted data.password kubectl-patch',
    ]);
    expect(JSON.stringify(objects)).not.toContain('b3RoZXI=');
    await driftOf(all, { repair: ({ name }) => name !== 'settings' });
    expect(told((await driftOf(all)).objects)).toEqual(['ConfigMap edited/settings Drifted data.a kubectl-patch']);
    expect(kubectl(['-n', namespace, 'get', 'deployment/web', '-o', 'jsonpath={.metadata.labels}'])).toContain(
      '"mine"',
    );
  });

  it('is a conflict where another applies it, and shared where it applies the same', async () => {
    const other = ownerNamed('another').fieldManager;
    const theirs = { ...settings, data: { a: '9', b: '2' } };
    kubectl(['apply', '--server-side', '--force-conflicts', `--field-manager=${other}`, '-f', '-'], theirs);
    expect(told((await driftOf(all)).objects)).toEqual([`ConfigMap edited/settings Conflict data.a ${other}`]);
    await driftOf(all, { repair: () => true });
    expect(told((await driftOf(all)).objects)).toEqual([`ConfigMap edited/settings Conflict data.a ${other}`]);
    kubectl(['apply', '--server-side', '--force-conflicts', `--field-manager=${other}`, '-f', '-'], settings);
    expect(told((await driftOf(all)).objects)).toEqual(['ConfigMap edited/settings Shared']);
    kubectl(['-n', namespace, 'delete', 'configmap/settings']);
  });

  it('is missing where it was deleted, and there again after a repair', async () => {
    kubectl(['-n', namespace, 'delete', 'deployment/web', 'secret/key']);
    expect(told((await driftOf(all)).objects)).toEqual(['Deployment edited/web Missing', 'Secret edited/key Missing']);
    await driftOf(all, { repair: () => true });
    expect(told((await driftOf(all)).objects)).toEqual([]);
  });

  it('is left over where it is declared no more, until it is applied', async () => {
    const less = { ...settings, data: { a: '1' } };
    const { objects } = await driftOf([less]);
    expect(objects).toMatchObject([
      { outcome: 'Drifted', fields: [{ path: 'data.b', difference: 'left-over', found: '2' }] },
    ]);
    expect(await applied([less])).toEqual([]);
    expect(told((await driftOf([less])).objects)).toEqual([]);
  });

  it('is left alone by a rule, and keeps its value when the rest is put back', async () => {
    kubectl(['-n', namespace, 'scale', 'deployment/web', '--replicas=7']);
    kubectl(['-n', namespace, 'set', 'image', 'deployment/web', 'web=nginx:2']);
    const ignore = [{ kind: 'Deployment', path: 'spec.replicas' }];
    const { objects } = await driftOf(all, { ignore, repair: () => true });
    expect(told(objects)).toEqual([
      'Deployment edited/web Drifted spec.template.spec.containers[name=web].image kubectl-set',
    ]);
    expect(kubectl(['-n', namespace, 'get', 'deployment/web', '-o', 'jsonpath={.spec.replicas}'])).toBe('7');
    expect(told((await driftOf(all, { ignore })).objects)).toEqual([]);
  });

  it('is told as it comes by a watch, which ends by its signal', async () => {
    const ending = new AbortController();
    const changes = watchDrift({
      members: members.slice(0, 1),
      desired: [{ name: CLUSTER, manifests: all }],
      fieldManager,
      signal: ending.signal,
    });
    kubectl(['-n', namespace, 'scale', 'deployment/web', '--replicas=7']);
    const next = async () => (await changes.next()).value;
    expect(await next()).toMatchObject({ change: 'object', drift: { outcome: 'Drifted', object: { name: 'web' } } });
    kubectl(['-n', namespace, 'delete', 'secret/key']);
    expect(await next()).toMatchObject({ change: 'object', drift: { outcome: 'Missing', object: { name: 'key' } } });
    kubectl(['-n', namespace, 'scale', 'deployment/web', '--replicas=2']);
    expect(await next()).toMatchObject({ change: 'settled', object: { name: 'web' } });
    ending.abort();
    expect((await changes.next()).done).toBe(true);
  });
});

describe('random edits by hand', () => {
  const namespace = 'random';
  const keys = ['a', 'b', 'c', 'd'];
  const name = (at: number): string => `map-${at}`;
  const manifests: readonly JsonObject[] = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ...[0, 1, 2, 3].map((at) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: name(at), namespace, labels: { part: 'x' } },
      data: Object.fromEntries(keys.map((key) => [key, 'declared'])),
    })),
  ];
  const managers = ['kubectl-edit', 'someone', 'helm'];
  const edit = fc.record({
    at: fc.nat(3),
    field: fc.constantFrom(...keys, 'foreign'),
    value: fc.constantFrom('declared', 'other', null),
    manager: fc.constantFrom(...managers),
  });

  it('are found where they are, with the last to write a field, and nowhere else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 12 }), async (edits) => {
        expect(await applied(manifests)).toEqual([]);
        const expected = new Map<string, string | undefined>();
        const values = new Map<string, string | null>();
        for (const { at, field, value, manager } of edits) {
          const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: name(at) };
          const body = { data: { [field]: value } };
          const answer = await api.patch(ref, { type: 'merge', body }, { fieldManager: manager });
          expect(answer.outcome).toBe('ok');
          const place = `${name(at)} data.${field}`;
          const before = values.get(place) ?? (values.has(place) ? null : 'declared');
          // Who writes what stands there already changes nothing, and gets nothing of it.
          if (field === 'foreign' || before === value) continue;
          values.set(place, value);
          if (value === 'declared') expected.delete(place);
          else expected.set(place, value === null ? '-' : manager);
        }
        const { objects } = await driftOf(manifests);
        const wanted = [...expected].map(([place, manager]) => {
          const [map = '', path = ''] = place.split(' ');
          return `ConfigMap ${namespace}/${map} Drifted ${path} ${manager ?? ''}`;
        });
        expect(told(objects)).toEqual(wanted.sort());
        await driftOf(manifests, { repair: () => true });
        expect(told((await driftOf(manifests)).objects)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a cluster that is down', () => {
  it('is unknown, and the other is known', async () => {
    await local.kill('two');
    const manifest: JsonObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm', namespace: 'default' } };
    expect(await applied([manifest])).toEqual([]);
    const outcomes: Record<string, string> = {};
    const desired = members.map(({ name }) => ({ name, manifests: [manifest] }));
    const fresh = await openFleet({
      clusters: [{ name: CLUSTER }, { name: 'two' }],
      kubeconfig: local.kubeconfig,
    });
    for await (const cluster of drift({ members: fresh, desired, fieldManager })) {
      outcomes[cluster.cluster] =
        cluster.outcome === 'done' ? `${cluster.value.counts.inSync} in sync` : cluster.failure.kind;
    }
    for (const { api: opened } of fresh) if (opened.outcome === 'ok') opened.value.close();
    expect(outcomes).toEqual({ one: '1 in sync', two: 'unreachable' });
    await local.restart('two');
  });
});
