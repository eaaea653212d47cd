import * as fc from 'fast-check';
import { federateManifests } from '../../../lib/interop/kubefed/federate/federate-manifests';
import { federationFromManifests } from '../../../lib/interop/kubefed/federation-from-manifests';
import { type JsonObject } from '../../../lib/model/json';
import { resolve } from '../../../lib/resolve/resolve';

type Plain = JsonObject & { readonly apiVersion: string; readonly kind: string; readonly metadata: JsonObject };

const clusters = ['cluster1', 'cluster2'].map((name) => ({
  apiVersion: 'core.kubefed.io/v1beta1',
  kind: 'KubeFedCluster',
  metadata: { name },
}));

const crd: Plain = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'factories.acme.example' },
  spec: { group: 'acme.example', scope: 'Namespaced', names: { kind: 'Factory', plural: 'factories' } },
};

/** apiVersion, kind and whether it lives in a namespace. */
const kinds = [
  ['v1', 'ConfigMap', true],
  ['v1', 'Secret', true],
  ['v1', 'Service', true],
  ['v1', 'ServiceAccount', true],
  ['v1', 'PersistentVolumeClaim', true],
  ['apps/v1', 'Deployment', true],
  ['apps/v1', 'StatefulSet', true],
  ['batch/v1', 'Job', true],
  ['autoscaling/v1', 'HorizontalPodAutoscaler', true],
  ['autoscaling/v2', 'HorizontalPodAutoscaler', true],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', false],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding', true],
  ['serving.knative.dev/v1', 'Service', true],
  ['acme.example/v1', 'Factory', true],
  ['acme.example/v2', 'Factory', true],
  ['unheard.example/v1', 'Thing', true],
] as const;

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 3 }),
  ),
})).value;

/** What a person can write; keys that a server fills in are left to the other test. */
const plain: fc.Arbitrary<Plain> = fc
  .record({
    type: fc.constantFrom(...kinds),
    name: word,
    namespace: fc.constantFrom('shop', 'bar'),
    labels: fc.option(fc.dictionary(word, word, { minKeys: 1, maxKeys: 2 }), { nil: undefined }),
    annotations: fc.option(fc.dictionary(word, fc.string(), { minKeys: 1, maxKeys: 2 }), { nil: undefined }),
    spec: fc.option(fc.dictionary(word, json, { maxKeys: 3 }), { nil: undefined }),
    data: fc.option(json, { nil: undefined }),
  })
  .map(
    ({ type: [apiVersion, kind, namespaced], name, namespace, labels, annotations, spec, data }) =>
      JSON.parse(
        JSON.stringify({
          apiVersion,
          kind,
          metadata: { name, namespace: namespaced ? namespace : undefined, labels, annotations },
          spec,
          data,
        }),
      ) as Plain,
  );

const identity = ({ apiVersion, kind, metadata }: Plain): string =>
  JSON.stringify([apiVersion.replace(/\/.*/, ''), kind, metadata.namespace, metadata.name]);

const plainSet = fc.uniqueArray(plain, { selector: identity, minLength: 1, maxLength: 8 });

/** What every cluster must get: the manifest itself, with KubeFed's label. */
function expected(manifests: readonly Plain[]): unknown[] {
  return manifests.map((manifest) => ({
    ...manifest,
    metadata: {
      ...manifest.metadata,
      labels: { ...(manifest.metadata.labels as object | undefined), 'kubefed.io/managed': 'true' },
    },
  }));
}

const sorted = (manifests: readonly unknown[]): unknown[] =>
  [...manifests].sort((a, b) => (identity(a as Plain) < identity(b as Plain) ? -1 : 1));

/** The manifest as an API server answers it. */
function asServed(manifest: Plain): Plain {
  const annotations = {
    ...(manifest.metadata.annotations as object | undefined),
    'kubectl.kubernetes.io/last-applied-configuration': '{}',
  };
  const metadata = {
    ...manifest.metadata,
    annotations,
    uid: 'u',
    resourceVersion: '7',
    generation: 1,
    managedFields: [{}],
  };
  return { ...manifest, metadata, status: { observedGeneration: 1 } };
}

describe('federate and resolve', () => {
  it('give every cluster the plain manifests again, with the managed label', () => {
    fc.assert(
      fc.property(plainSet, (manifests) => {
        const federated = federateManifests([...manifests, crd], { contents: true });
        expect(federated.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(federated.leftOut).toEqual([]);
        const resolution = resolve(federationFromManifests([...clusters, ...federated.manifests]));
        expect(resolution.problems).toEqual([]);
        for (const cluster of resolution.clusters) {
          const own = cluster.manifests.filter(({ kind }) => kind !== 'Namespace');
          expect(sorted(own)).toEqual(sorted(expected([...manifests, crd])));
        }
      }),
    );
  });

  it('give the same of what a server answers as of what was applied', () => {
    fc.assert(
      fc.property(plainSet, (manifests) => {
        const list = { apiVersion: 'v1', kind: 'List', items: manifests.map(asServed) };
        expect(federateManifests([list], { contents: true })).toEqual(federateManifests(manifests, { contents: true }));
      }),
    );
  });

  it('take __proto__ and constructor for keys like any other', () => {
    const text =
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"b"},"data":{"__proto__":"x","constructor":"y"}}';
    const { manifests } = federateManifests([JSON.parse(text) as object], { contents: true });
    const [cluster] = resolve(federationFromManifests([...clusters, ...manifests])).clusters;
    expect(JSON.stringify(cluster?.manifests[1])).toContain('"data":{"__proto__":"x","constructor":"y"}');
  });
});
