import { builtInTypes, federatedTypeOf } from '../../lib/model/federated-type';
import { type Finding } from '../../lib/model/finding';
import { type JsonObject } from '../../lib/model/json';
import { readFederatedObject } from '../../lib/model/read-federated-object';
import { federated, federatedNamespace, webTemplate } from '../builders';

function read(manifest: object, kind = 'ConfigMap') {
  const findings: Finding[] = [];
  const type = builtInTypes.find(({ target }) => target.kind === kind);
  if (type === undefined) throw new Error(`no type ${kind}`);
  const place = { origin: 'f:1', report: (one: Finding) => findings.push(one), chart: (ns?: string) => ns ?? '-' };
  return { object: readFederatedObject(manifest as JsonObject, type, place), findings };
}

const withSpec = (spec: unknown): object => ({ ...federated('ConfigMap'), spec });
const withMetadata = (metadata: unknown): object => ({ ...federated('ConfigMap'), metadata });

describe('a Federated object', () => {
  it('is read with template, placement and overrides', () => {
    const overrides = [{ clusterName: 'c1', clusterOverrides: [{ op: 'add', path: '/spec/paused', value: true }] }];
    const { object, findings } = read(federated('Deployment', { template: webTemplate, overrides }), 'Deployment');
    expect(findings).toEqual([]);
    expect(object).toMatchObject({
      ref: { apiVersion: 'types.kubefed.io/v1beta1', kind: 'FederatedDeployment', namespace: 'shop', name: 'web' },
      form: 'federated',
      target: { group: 'apps', version: 'v1', kind: 'Deployment' },
      name: 'web',
      namespace: 'shop',
      template: webTemplate,
      placement: { clusterSelector: {} },
      overrides: [{ from: 'declared', clusters: overrides }],
      propagation: 'Enabled',
      chart: 'shop',
      origin: 'f:1',
    });
  });

  it('that is a Namespace has no namespace on the members, and belongs to the file of what has none', () => {
    const { object } = read(federatedNamespace(), 'Namespace');
    expect(object).toMatchObject({ ref: { namespace: 'shop' }, name: 'shop', chart: '-' });
    expect(object).not.toHaveProperty('namespace');
  });

  it('of a cluster-scoped kind has no namespace, whatever it says', () => {
    const { object } = read(federated('ClusterRole', { namespace: 'shop' }), 'ClusterRole');
    expect(object).not.toHaveProperty('namespace');
    expect(object.ref).not.toHaveProperty('namespace');
  });

  it.each<[what: string, spec: object, expected: unknown]>([
    ['absent', {}, undefined],
    ['null', { placement: null }, null],
    ['empty', { placement: {} }, {}],
  ])('keeps apart a placement that is %s', (_, spec, expected) => {
    const placement = read(withSpec(spec)).object.placement;
    if (expected === undefined || expected === null) expect(placement).toBe(expected);
    else expect(placement).toEqual(expected);
  });

  it.each<[what: string, spec: object, expected: unknown]>([
    ['absent', {}, undefined],
    ['null', { template: null }, null],
    ['text', { template: 'text' }, 'text'],
    ['empty', { template: {} }, {}],
  ])('keeps a template that is %s, for resolve to judge', (_, spec, expected) => {
    expect(read(withSpec(spec)).object).toHaveProperty('template', expected);
  });

  it.each([[{}], [{ overrides: null }], [{ overrides: [] }]])('has no override layer for %j', (spec) => {
    expect(read(withSpec(spec)).object.overrides).toEqual([]);
  });

  it('takes the fields of overrides in any case, as the decoder of KubeFed does', () => {
    const overrides = [{ ClusterName: 'c1', clusteroverrides: [{ PATH: '/data/a', Value: 1, OP: 'add' }] }];
    expect(read(withSpec({ overrides })).object.overrides).toEqual([
      {
        from: 'declared',
        clusters: [{ clusterName: 'c1', clusterOverrides: [{ op: 'add', path: '/data/a', value: 1 }] }],
      },
    ]);
  });

  it('says which of its fields KubeFed does not know, one by one', () => {
    const { object, findings } = read(withSpec({ templat: {}, placment: {}, retainReplicas: true }));
    expect(object).toBeDefined();
    expect(findings.map(({ code, severity, kubefed, path }) => [code, severity, kubefed, path])).toEqual([
      ['unknown-field', 'error', 'warning', '/spec/templat'],
      ['unknown-field', 'error', 'warning', '/spec/placment'],
    ]);
  });
});

describe('a Federated object that an API server would refuse', () => {
  it.each<[what: string, manifest: object, code: string, path: string]>([
    ['without spec', withSpec(undefined), 'invalid-federated-object', '/spec'],
    ['with a spec that is null', withSpec(null), 'invalid-federated-object', '/spec'],
    ['with a spec that is a list', withSpec([]), 'invalid-federated-object', '/spec'],
    ['with metadata that is text', { ...federated('ClusterRole'), metadata: 'web' }, 'invalid-name', '/metadata/name'],
    ['without a name', withMetadata({ namespace: 'shop' }), 'invalid-name', '/metadata/name'],
    ['with an empty name', withMetadata({ name: '', namespace: 'shop' }), 'invalid-name', '/metadata/name'],
    ['with a name that is a number', withMetadata({ name: 1, namespace: 'shop' }), 'invalid-name', '/metadata/name'],
    ['with capitals', withMetadata({ name: 'Web', namespace: 'shop' }), 'invalid-name', '/metadata/name'],
    ['with a path for a name', withMetadata({ name: '../web', namespace: 'shop' }), 'invalid-name', '/metadata/name'],
    [
      'with a name too long',
      withMetadata({ name: 'a'.repeat(254), namespace: 'shop' }),
      'invalid-name',
      '/metadata/name',
    ],
    ['without a namespace', withMetadata({ name: 'web' }), 'missing-namespace', '/metadata/namespace'],
    [
      'with an empty namespace',
      withMetadata({ name: 'web', namespace: '' }),
      'missing-namespace',
      '/metadata/namespace',
    ],
    [
      'with a namespace that is a number',
      withMetadata({ name: 'web', namespace: 1 }),
      'invalid-name',
      '/metadata/namespace',
    ],
    [
      'with a dot in its namespace',
      withMetadata({ name: 'web', namespace: 'a.b' }),
      'invalid-name',
      '/metadata/namespace',
    ],
    ['with a placement that is text', withSpec({ placement: 'eu' }), 'invalid-placement', '/spec/placement'],
    ['with clusters that are a map', withSpec({ placement: { clusters: {} } }), 'invalid-placement', '/spec/placement'],
    [
      'with a cluster that is a number',
      withSpec({ placement: { clusters: [1] } }),
      'invalid-placement',
      '/spec/placement',
    ],
    [
      'with a selector that is a list',
      withSpec({ placement: { clusterSelector: [] } }),
      'invalid-placement',
      '/spec/placement',
    ],
    [
      'with labels of a selector that are numbers',
      withSpec({ placement: { clusterSelector: { matchLabels: { a: 1 } } } }),
      'invalid-placement',
      '/spec/placement',
    ],
    ['with overrides that are a map', withSpec({ overrides: {} }), 'invalid-override', '/spec/overrides'],
    ['with an override that is text', withSpec({ overrides: ['c1'] }), 'invalid-override', '/spec/overrides'],
    [
      'with operations that are a map',
      withSpec({ overrides: [{ clusterName: 'c1', clusterOverrides: {} }] }),
      'invalid-override',
      '/spec/overrides',
    ],
    [
      'with a path that is a list',
      withSpec({ overrides: [{ clusterName: 'c1', clusterOverrides: [{ path: [] }] }] }),
      'invalid-override',
      '/spec/overrides',
    ],
  ])('%s is told of with its path, under either semantics', (_, manifest, code, path) => {
    const { kind } = manifest as { kind: string };
    const { object, findings } = read(manifest, kind.slice('Federated'.length));
    expect(object.refused).toBe(true);
    expect(findings).toMatchObject([
      { code, path, severity: 'error', kubefed: 'error', origin: 'f:1', object: { kind } },
    ]);
    expect(findings[0]?.remedy).toMatch(/\.$/);
  });

  it('is told of all at once', () => {
    const { findings } = read({ ...withMetadata({ name: 'A', namespace: 'B' }), spec: { placement: 1, overrides: 1 } });
    expect(findings.map(({ path }) => path)).toEqual([
      '/metadata/name',
      '/metadata/namespace',
      '/spec/placement',
      '/spec/overrides',
    ]);
  });

  it('may have a dot in its name, unless it is a Namespace', () => {
    expect(read(withMetadata({ name: 'a.b', namespace: 'shop' })).object.name).toBe('a.b');
    expect(read(federatedNamespace('a.b'), 'Namespace').findings.map(({ code }) => code)).toContain('invalid-name');
  });
});

describe('the type of a Federated object', () => {
  it('says what its reference is called', () => {
    const type = federatedTypeOf({
      group: 'a.b',
      version: 'v1',
      kind: 'Widget',
      pluralName: 'widgets',
      scope: 'Cluster',
    });
    const place = { origin: undefined, report: () => undefined, chart: () => 'x' };
    const manifest = { apiVersion: 'types.kubefed.io/v9', kind: 'FederatedWidget', metadata: { name: 'w' }, spec: {} };
    expect(readFederatedObject(manifest, type, place)).toEqual({
      ref: { apiVersion: 'types.kubefed.io/v1beta1', kind: 'FederatedWidget', name: 'w' },
      form: 'federated',
      target: type.target,
      name: 'w',
      template: undefined,
      placement: undefined,
      overrides: [],
      propagation: 'Enabled',
      chart: 'x',
    });
  });
});
