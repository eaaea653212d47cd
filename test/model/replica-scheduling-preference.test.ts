import { type Finding } from '../../lib/model/finding';
import { type JsonObject } from '../../lib/model/json';
import { readReplicaSchedulingPreference } from '../../lib/model/replica-scheduling-preference';
import { preference } from '../builders';

function read(manifest: object) {
  const findings: Finding[] = [];
  const place = { origin: 'rsp.yaml:1', report: (one: Finding) => findings.push(one) };
  return { preference: readReplicaSchedulingPreference(manifest as JsonObject, place), findings };
}

describe('a ReplicaSchedulingPreference', () => {
  it('is read with the defaults of its API', () => {
    expect(read(preference({}))).toEqual({
      preference: {
        ref: {
          apiVersion: 'scheduling.kubefed.io/v1alpha1',
          kind: 'ReplicaSchedulingPreference',
          namespace: 'shop',
          name: 'web',
        },
        name: 'web',
        namespace: 'shop',
        targetKind: 'FederatedDeployment',
        totalReplicas: 0,
        rebalance: false,
        intersectWithClusterSelector: false,
        clusters: {},
        origin: 'rsp.yaml:1',
      },
      findings: [],
    });
  });

  it('is read with all that it can say', () => {
    const spec = {
      targetKind: 'FederatedReplicaSet',
      totalReplicas: 9,
      rebalance: true,
      intersectWithClusterSelector: true,
      clusters: { '*': { weight: 1 }, c1: { minReplicas: 1, maxReplicas: 5, weight: 2 }, c2: {} },
    };
    expect(read(preference(spec)).preference).toMatchObject(spec);
  });

  it('has no validation of its values in KubeFed, so negative ones are read', () => {
    const spec = { totalReplicas: -3, clusters: { c1: { minReplicas: -1, weight: -2 } } };
    expect(read(preference(spec)).preference).toMatchObject(spec);
  });

  it('takes null for nothing', () => {
    const clusters = { c1: { minReplicas: null, maxReplicas: null, weight: 1 } };
    expect(read(preference({ clusters })).preference?.clusters).toEqual({ c1: { weight: 1 } });
    expect(read(preference({ clusters: null })).preference?.clusters).toEqual({});
    const nothing = { totalReplicas: null, rebalance: null, intersectWithClusterSelector: null };
    expect(read(preference(nothing)).preference).toMatchObject({ totalReplicas: 0, rebalance: false });
  });

  it('names clusters that mean something to JavaScript', () => {
    const clusters = JSON.parse('{"__proto__":{"weight":1},"constructor":{"weight":2}}') as object;
    expect(Object.entries(read(preference({ clusters })).preference?.clusters ?? {})).toEqual([
      ['__proto__', { weight: 1 }],
      ['constructor', { weight: 2 }],
    ]);
  });

  it.each<[what: string, manifest: object, message: RegExp]>([
    ['without a target kind', preference({ targetKind: undefined }), /targetKind is missing/],
    ['of a plain kind', preference({ targetKind: 'Deployment' }), /targetKind is "Deployment"/],
    ['of another federated kind', preference({ targetKind: 'FederatedStatefulSet' }), /FederatedStatefulSet/],
    ['of replicas that are text', preference({ totalReplicas: '3' }), /totalReplicas/],
    ['of half a replica', preference({ totalReplicas: 1.5 }), /totalReplicas/],
    ['that rebalances with text', preference({ rebalance: 'true' }), /rebalance/],
    ['that intersects with a number', preference({ intersectWithClusterSelector: 1 }), /intersectWithClusterSelector/],
    ['whose clusters are a list', preference({ clusters: [] }), /spec\.clusters/],
    ['with a cluster that is a number', preference({ clusters: { c1: 1 } }), /spec\.clusters/],
    ['with a weight that is text', preference({ clusters: { c1: { weight: '1' } } }), /spec\.clusters/],
    ['with half a weight', preference({ clusters: { c1: { weight: 0.5 } } }), /spec\.clusters/],
    ['without a spec', { ...preference({}), spec: undefined }, /targetKind/],
    ['without a name', { ...preference({}), metadata: { namespace: 'shop' } }, /metadata\.name/],
    ['without a namespace', { ...preference({}), metadata: { name: 'web' } }, /metadata\.namespace/],
    ['in an empty namespace', { ...preference({}), metadata: { name: 'web', namespace: '' } }, /metadata\.namespace/],
    ['without metadata', { ...preference({}), metadata: null }, /metadata\.name/],
  ])('%s is refused, under either semantics', (_, manifest, message) => {
    const { preference: found, findings } = read(manifest);
    expect(found).toBeUndefined();
    expect(findings).toMatchObject([
      { code: 'invalid-scheduling-preference', severity: 'error', kubefed: 'error', origin: 'rsp.yaml:1' },
    ]);
    expect(findings[0]?.message).toMatch(message);
    expect(findings[0]?.remedy).toMatch(/^[A-Z].*\.$/);
  });

  it('is refused with everything that is wrong with it', () => {
    const { findings } = read({ ...preference({ targetKind: 'Pod', rebalance: 1, clusters: 2 }), metadata: {} });
    expect(findings).toHaveLength(4);
  });
});
