import { mergeTypes } from '../../../lib/model/generated/merge-keys';
import { mergeKeyDefaultsAt, mergeKeysAt } from '../../../lib/model/merge-keys';

const kinds = {
  Deployment: { group: 'apps', kind: 'Deployment' },
  StatefulSet: { group: 'apps', kind: 'StatefulSet' },
  CronJob: { group: 'batch', kind: 'CronJob' },
  Pod: { group: '', kind: 'Pod' },
  Service: { group: '', kind: 'Service' },
  ServiceAccount: { group: '', kind: 'ServiceAccount' },
  ConfigMap: { group: '', kind: 'ConfigMap' },
  EndpointSlice: { group: 'discovery.k8s.io', kind: 'EndpointSlice' },
  CustomResourceDefinition: { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' },
  Widget: { group: 'example.com', kind: 'Widget' },
} as const;
type Row = readonly [kind: keyof typeof kinds, path: string, keys: readonly string[] | 'set' | undefined];

describe('mergeKeysAt', () => {
  it.each<Row>([
    ['Deployment', 'spec template spec containers', ['name']],
    ['Deployment', 'spec template spec initContainers', ['name']],
    ['Deployment', 'spec template spec containers 0 ports', ['containerPort', 'protocol']],
    ['Deployment', 'spec template spec containers 0 env', ['name']],
    ['Deployment', 'spec template spec containers 0 volumeMounts', ['mountPath']],
    ['Deployment', 'spec template spec volumes', ['name']],
    ['Deployment', 'spec template spec imagePullSecrets', ['name']],
    ['Deployment', 'spec template spec topologySpreadConstraints', ['topologyKey', 'whenUnsatisfiable']],
    ['Pod', 'spec hostAliases', ['ip']],
    ['CronJob', 'spec jobTemplate spec template spec initContainers', ['name']],
    ['CronJob', 'spec jobTemplate spec template spec initContainers 1 env', ['name']],
    ['StatefulSet', 'spec volumeClaimTemplates 0 metadata finalizers', 'set'],
    ['Service', 'spec ports', ['port', 'protocol']],
    ['ServiceAccount', 'secrets', ['name']],
    ['ConfigMap', 'metadata ownerReferences', ['uid']],
    ['ConfigMap', 'metadata finalizers', 'set'],
    ['EndpointSlice', 'endpoints 2 addresses', 'set'],
    ['CustomResourceDefinition', 'spec versions 0 schema openAPIV3Schema x-kubernetes-validations', ['rule']],
    [
      'CustomResourceDefinition',
      'spec versions 0 schema openAPIV3Schema properties spec properties 0 x-kubernetes-validations',
      ['rule'],
    ],
    ['Widget', 'metadata finalizers', 'set'],
  ])('%s: the items of %s are told apart by %j', (kind, path, keys) => {
    expect(mergeKeysAt(kinds[kind], path.split(' '))).toEqual(keys);
  });

  it.each<Row>([
    ['Deployment', 'spec template spec tolerations', undefined],
    ['Deployment', 'spec template spec containers 0 args', undefined],
    ['ServiceAccount', 'imagePullSecrets', undefined],
    ['StatefulSet', 'spec volumeClaimTemplates', undefined],
  ])('%s: %s is replaced as a whole', (kind, path, keys) => {
    expect(mergeKeysAt(kinds[kind], path.split(' '))).toBe(keys);
  });

  it.each<Row>([
    ['Deployment', 'spec template spec', undefined],
    ['Deployment', 'spec template spec containers 0', undefined],
    ['Deployment', 'spec template spec containers 0 0 ports', undefined],
    ['Deployment', 'spec containers', undefined],
    ['Deployment', '0 spec template spec containers', undefined],
    ['Deployment', 'constructor name', undefined],
    ['ConfigMap', 'data', undefined],
    ['Widget', 'spec containers', undefined],
  ])('%s: %s is no list that is known', (kind, path, keys) => {
    expect(mergeKeysAt(kinds[kind], path.split(' '))).toBe(keys);
  });

  it.each(['0', '-', '-1', '+1', '01'])('takes %s for an item of a list, which may be left out as well', (index) => {
    const ports = mergeKeysAt(kinds.Deployment, ['spec', 'template', 'spec', 'containers', index, 'ports']);
    expect(ports).toEqual(['containerPort', 'protocol']);
    expect(mergeKeysAt(kinds.Deployment, ['spec', 'template', 'spec', 'containers', 'ports'])).toEqual(ports);
  });

  it('knows nothing of the root', () => {
    expect(mergeKeysAt(kinds.Deployment, [])).toBeUndefined();
  });
});

describe('mergeKeyDefaultsAt', () => {
  it.each([
    ['Deployment', 'spec template spec containers 0 ports', { protocol: 'TCP' }],
    ['Service', 'spec ports', { protocol: 'TCP' }],
    ['Deployment', 'spec template spec imagePullSecrets', { name: '' }],
    ['Deployment', 'spec template spec containers', {}],
    ['Deployment', 'spec template spec tolerations', {}],
  ] as const)('%s: a server fills the keys of %s with %j', (kind, path, defaults) => {
    expect(mergeKeyDefaultsAt(kinds[kind], path.split(' '))).toEqual(defaults);
  });
});

describe('the table of merge keys', () => {
  it('leads to types that it has, and gives defaults to keys only', () => {
    const fields = Object.values(mergeTypes).flatMap((type) => Object.values(type));
    expect(fields.filter(({ of }) => of !== undefined && mergeTypes[of] === undefined)).toEqual([]);
    expect(
      fields.filter(({ keys = [], defaults = {} }) => Object.keys(defaults).some((name) => !keys.includes(name))),
    ).toEqual([]);
  });
});
