import { readCluster } from '../../lib/model/cluster';
import { type Finding } from '../../lib/model/finding';
import { type JsonObject } from '../../lib/model/json';
import { cluster, notReady, ready } from '../builders';

function read(manifest: object, origin?: string) {
  const findings: Finding[] = [];
  return { cluster: readCluster(manifest as JsonObject, { origin, report: (one) => findings.push(one) }), findings };
}

const withMetadata = (metadata: object): object => ({ ...cluster('c1'), metadata: { name: 'c1', ...metadata } });

describe('a KubeFedCluster', () => {
  it('is read with its labels, annotations, context and place', () => {
    const manifest = withMetadata({
      labels: { region: 'eu' },
      annotations: { 'fed8s.dev/context': 'admin@c1', a: '' },
    });
    expect(read(manifest, 'clusters.yaml:1')).toEqual({
      cluster: {
        name: 'c1',
        labels: { region: 'eu' },
        annotations: { 'fed8s.dev/context': 'admin@c1', a: '' },
        context: 'admin@c1',
        ready: true,
        origin: 'clusters.yaml:1',
      },
      findings: [],
    });
  });

  it.each([[{}], [{ labels: null, annotations: null }], [{ labels: {}, annotations: {} }]])(
    'may have neither labels nor annotations: %j',
    (metadata) => {
      expect(read(withMetadata(metadata)).cluster).toEqual({
        name: 'c1',
        labels: {},
        annotations: {},
        ready: true,
      });
    },
  );

  it('keeps labels whose keys mean something to JavaScript', () => {
    const labels = JSON.parse('{"__proto__":"a","constructor":"b"}') as object;
    expect(Object.entries(read(withMetadata({ labels })).cluster?.labels ?? {})).toEqual(Object.entries(labels));
  });

  // KubeFed v0.10.0, pkg/controller/util/cluster_util.go: IsClusterReady.
  it.each<[ready: boolean, what: string, status: unknown]>([
    [true, 'there is no status', undefined],
    [true, 'the status says nothing yet', {}],
    [true, 'there is no condition yet', { conditions: [] }],
    [true, 'the condition Ready is True', ready],
    [true, 'the condition Ready is True among others', { conditions: [...notReady.conditions, ...ready.conditions] }],
    [false, 'the condition Ready is False', { conditions: [{ type: 'Ready', status: 'False' }] }],
    [false, 'the condition Ready is Unknown', { conditions: [{ type: 'Ready', status: 'Unknown' }] }],
    [false, 'Ready is written otherwise', { conditions: [{ type: 'ready', status: 'True' }] }],
    [false, 'True is written otherwise', { conditions: [{ type: 'Ready', status: true }] }],
    [false, 'it is offline', notReady],
    [false, 'its configuration is malformed', { conditions: [{ type: 'ConfigMalformed', status: 'True' }] }],
    [false, 'a condition is no map', { conditions: ['Ready'] }],
  ])('is ready: %s, where %s', (expected, _, status) => {
    expect(read(cluster('c1', {}, status as object | undefined)).cluster?.ready).toBe(expected);
  });

  it.each(['', '.', '..', 'a/b', '../etc', 'Upper', 'a.b', '-a', 'a-', 'ä', 'a b', 'a\n', 'a'.repeat(64)])(
    'cannot be named %j',
    (name) => {
      const { cluster: found, findings } = read(cluster(name), 'clusters.yaml:1');
      expect(found).toBeUndefined();
      expect(findings).toMatchObject([
        { code: 'invalid-cluster-name', severity: 'error', kubefed: 'error', origin: 'clusters.yaml:1' },
      ]);
      expect(findings[0]?.message).toContain(JSON.stringify(name));
    },
  );

  it.each(['a', '0', 'eu-west-1', 'a'.repeat(63)])('can be named %j', (name) => {
    expect(read(cluster(name)).cluster?.name).toBe(name);
  });

  it.each([[{}], [{ metadata: null }], [{ metadata: { name: 1 } }], [{ metadata: [] }]])('needs a name: %j', (part) => {
    expect(read({ ...cluster('c1'), metadata: undefined, ...part }).findings).toMatchObject([
      { code: 'invalid-cluster-name' },
    ]);
  });

  it.each<[what: string, metadata: object]>([
    ['a label that is no text', { labels: { gpu: true } }],
    ['a label that is null', { labels: { gpu: null } }],
    ['labels that are a list', { labels: ['gpu'] }],
    ['an annotation that is no text', { annotations: { n: 1 } }],
  ])('with %s is told of, and known by what is right', (_, metadata) => {
    const { cluster: found, findings } = read(withMetadata(metadata));
    expect(found).toMatchObject({ name: 'c1', labels: {}, annotations: {} });
    expect(findings).toMatchObject([
      { code: 'invalid-label', severity: 'error', kubefed: 'error', object: { kind: 'KubeFedCluster', name: 'c1' } },
    ]);
  });

  it('with a wrong name and wrong labels is told of both', () => {
    const { cluster: found, findings } = read(withMetadata({ name: 'C1', labels: { gpu: true, 'a b': 'c' } }));
    expect(found).toBeUndefined();
    expect(findings.map(({ code }) => code)).toEqual(['invalid-cluster-name', 'invalid-label', 'invalid-label']);
  });

  it('with labels that break the syntax is told of each, and known all the same', () => {
    const { cluster: found, findings } = read(cluster('c1', { 'a b': 'c', d: 'e f', fine: 'g' }));
    expect(found?.name).toBe('c1');
    expect(findings.map(({ code, message }) => [code, message.includes('a b') || message.includes('e f')])).toEqual([
      ['invalid-label', true],
      ['invalid-label', true],
    ]);
  });
});
