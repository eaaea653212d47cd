import { FederationBuilder, type FederationOptions } from '../../lib/model/federation-builder';
import { type Federation } from '../../lib/model/federation';
import { cluster, typeConfig } from '../builders';

function config(namespace: string | undefined, spec: unknown = {}, name = 'kubefed'): object {
  return { apiVersion: 'core.kubefed.io/v1beta1', kind: 'KubeFedConfig', metadata: { name, namespace }, spec };
}

function federation(manifests: readonly object[], options: FederationOptions = {}): Federation {
  const builder = new FederationBuilder(options);
  manifests.forEach((manifest, index) => builder.add(JSON.parse(JSON.stringify(manifest)), { origin: `f:${index}` }));
  return builder.build();
}

const gate = (name: string, configuration: string): object => ({ featureGates: [{ name, configuration }] });

describe('a KubeFedConfig', () => {
  it.each<[what: string, manifests: readonly object[], options: FederationOptions, expected: object]>([
    ['by default: all namespaces, seen from its own', [], {}, ['Cluster', 'kube-federation-system']],
    ['from the config', [config('team', { scope: 'Namespaced' })], {}, ['Namespaced', 'team']],
    [
      'from a config without namespace',
      [config(undefined, { scope: 'Namespaced' })],
      {},
      ['Namespaced', 'kube-federation-system'],
    ],
    [
      'not from a config of another name',
      [config('team', { scope: 'Namespaced' }, 'other')],
      {},
      ['Cluster', 'kube-federation-system'],
    ],
    [
      'from options before the config',
      [config('team', { scope: 'Namespaced' })],
      { scope: 'Cluster' },
      ['Cluster', 'team'],
    ],
    [
      'from the config of the namespace that options name',
      [config('a', { scope: 'Namespaced' }), config('b')],
      { systemNamespace: 'a' },
      ['Namespaced', 'a'],
    ],
    [
      'not from a config of another namespace than options name',
      [config('a', { scope: 'Namespaced' })],
      { systemNamespace: 'b' },
      ['Cluster', 'b'],
    ],
    ['from a config without spec', [config('team', null)], {}, ['Cluster', 'team']],
  ])('says what KubeFed watches: %s', (_, manifests, options, expected) => {
    const { scope, systemNamespace, findings } = federation(manifests, options);
    expect([scope, systemNamespace]).toEqual(expected);
    expect(findings).toEqual([]);
  });

  it.each(['Galaxy', 'namespaced', 5, null])('with %j for a scope is refused, or says none', (scope) => {
    const read = federation([config('team', { scope })]);
    expect([read.scope, read.systemNamespace]).toEqual(['Cluster', 'team']);
    const expected = scope === null ? [] : [{ code: 'invalid-config', kubefed: 'error', path: '/spec/scope' }];
    expect(read.findings).toMatchObject(expected);
  });

  it.each<[on: boolean, what: string, spec: object]>([
    [true, 'there are no feature gates', {}],
    [true, 'the gate is enabled', gate('SchedulerPreferences', 'Enabled')],
    [false, 'the gate is disabled', gate('SchedulerPreferences', 'Disabled')],
    [true, 'another gate is disabled', gate('PushReconciler', 'Disabled')],
    [true, 'the gates are no list', { featureGates: {} }],
    [true, 'a gate is no map', { featureGates: ['SchedulerPreferences'] }],
  ])('lets scheduling preferences act: %s, where %s', (schedulerPreferences, _, spec) => {
    expect(federation([config('team', spec)])).toMatchObject({ schedulerPreferences });
  });

  it('twice in one namespace is an error that names both places, whichever comes first', () => {
    const manifests = [config('team', { scope: 'Namespaced' }), config('team')];
    for (const input of [manifests, manifests.toReversed()]) {
      const { findings } = federation(input);
      expect(findings).toMatchObject([
        { code: 'duplicate-object', severity: 'error', kubefed: 'error', origin: 'f:1' },
      ]);
      expect(findings[0]?.message).toMatch(/f:0 and f:1/);
    }
  });

  it('in two namespaces is an error until one says which is meant, and the answer does not depend on the order', () => {
    const manifests = [config('b', { scope: 'Namespaced' }), config('a')];
    for (const input of [manifests, manifests.toReversed()]) {
      const { systemNamespace, findings } = federation(input);
      expect(systemNamespace).toBe('a');
      expect(findings).toMatchObject([{ code: 'duplicate-object', severity: 'error' }]);
      expect(federation(input, { systemNamespace: 'b' })).toMatchObject({ scope: 'Namespaced', findings: [] });
    }
  });
});

describe('KubeFed looks in its own namespace alone', () => {
  const inNamespace = (manifest: object, namespace: string): object => ({
    ...manifest,
    metadata: { ...(manifest as { metadata: object }).metadata, namespace },
  });

  it('for clusters and type configs: others count for nothing, an error in strict semantics', () => {
    const input = [inNamespace(cluster('c1'), 'elsewhere'), inNamespace(typeConfig('Widget', 'Cluster'), 'elsewhere')];
    const { clusters, types, findings } = federation(input);
    expect(clusters).toEqual([]);
    expect(types.map(({ name }) => name)).not.toContain('widgets.example.com');
    expect(findings.map(({ code, severity, kubefed, object }) => [code, severity, kubefed, object?.kind])).toEqual([
      ['outside-system-namespace', 'error', 'warning', 'FederatedTypeConfig'],
      ['outside-system-namespace', 'error', 'warning', 'KubeFedCluster'],
    ]);
  });

  it.each([
    ['the namespace', 'team'],
    ['no namespace', undefined],
    ['an empty namespace', ''],
  ])('and takes what names %s for its own', (_, namespace) => {
    const input = [cluster('c1'), typeConfig('Widget', 'Cluster')].map((one) => inNamespace(one, namespace as string));
    const { clusters, types, findings } = federation(input, { systemNamespace: 'team' });
    expect(clusters.map(({ name }) => name)).toEqual(['c1']);
    expect(types.map(({ name }) => name)).toContain('widgets.example.com');
    expect(findings).toEqual([]);
  });
});
