import { App } from 'cdk8s';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import {
  FederatedApp,
  FederatedChart,
  FederatedClusterRole,
  FederatedConfigMap,
  FederatedNamespace,
  FederatedSecret,
  KubeFedCluster,
  type Placement,
  perCluster,
} from '../../lib/index';
import { federationFromManifests } from '../../lib/interop/kubefed/federation-from-manifests';
import { type Resolution } from '../../lib/resolve/resolution';
import { resolve } from '../../lib/resolve/resolve';

const members = ['asia', 'eu', 'us'] as const;
const fronts = { ConfigMap: FederatedConfigMap, Secret: FederatedSecret, ClusterRole: FederatedClusterRole };

/** One value for each cluster; undefined leaves it out there. */
type Varying = readonly (string | null | readonly string[] | Readonly<Record<string, string>> | undefined)[];
interface ObjectPlan {
  readonly kind: keyof typeof fronts;
  readonly chart: number;
  readonly placement: Placement | undefined;
  readonly fields: Readonly<Record<string, Varying>>;
  readonly items: readonly Varying[];
  readonly label: Varying | undefined;
  readonly overridden: readonly string[];
}
interface Plan {
  readonly namespace: Placement;
  readonly charts: readonly {
    readonly parent: number;
    readonly placement: Placement | undefined;
    readonly overridden: readonly string[];
  }[];
  readonly objects: readonly ObjectPlan[];
}

const subset = fc.subarray([...members]);
const placement: fc.Arbitrary<Placement> = fc.oneof(
  fc.constant({ clusterSelector: {} }),
  subset.map((clusters) => ({ clusters })),
  subset.map((values) =>
    values.length === 0
      ? { clusterSelector: { matchLabels: { name: 'none' } } }
      : { clusterSelector: { matchExpressions: [{ key: 'name', operator: 'In' as const, values }] } },
  ),
);
const leaf = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.constantFrom(null, undefined, ''),
  fc.array(fc.string({ maxLength: 3 }), { maxLength: 2 }),
  fc.dictionary(fc.constantFrom('a', 'b/c', '~d'), fc.string({ maxLength: 3 }), { maxKeys: 2 }),
);
const varying = fc.tuple(leaf, leaf, leaf);
const label = fc.tuple(...members.map(() => fc.constantFrom('x', 'y', undefined)));
const plan: fc.Arbitrary<Plan> = fc.record({
  namespace: placement,
  charts: fc.array(
    fc.record({ parent: fc.nat({ max: 3 }), placement: fc.option(placement, { nil: undefined }), overridden: subset }),
    { minLength: 1, maxLength: 3 },
  ),
  objects: fc.array(
    fc.record({
      kind: fc.constantFrom('ConfigMap', 'Secret', 'ClusterRole'),
      chart: fc.nat({ max: 2 }),
      placement: fc.option(placement, { nil: undefined }),
      fields: fc.dictionary(fc.constantFrom('f', 'g/h', 'i~j'), varying, { maxKeys: 3 }),
      items: fc.array(varying, { maxLength: 4 }),
      label: fc.option(label, { nil: undefined }),
      overridden: subset,
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

function tokenOf(values: Varying): unknown {
  return perCluster(({ name }) => values[members.indexOf(name as (typeof members)[number])]);
}

function build(app: App, { namespace, charts, objects }: Plan): void {
  const fleet = new FederatedChart(app, 'fleet');
  for (const name of members) {
    new KubeFedCluster(fleet, name, { labels: { name }, apiEndpoint: `https://${name}.example`, secretRef: { name } });
  }
  const root = new FederatedChart(app, 'root', { namespace: 'shop', placement: { clusterSelector: {} } });
  new FederatedNamespace(root, 'ns', { placement: namespace });
  const made = [root];
  charts.forEach(({ parent, placement: own, overridden }, index) => {
    made.push(
      new FederatedChart(made[parent] ?? root, `chart${index}`, {
        namespace: 'shop',
        ...(own !== undefined && { placement: own }),
        overrides: overridden.map((clusterName) => ({
          clusterName,
          clusterOverrides: [{ op: 'add', path: `/data/chart${index}`, value: clusterName }],
        })),
      }),
    );
  });
  objects.forEach((object, index) => {
    const fields = Object.entries(object.fields).map(([key, values]): [string, unknown] => [key, tokenOf(values)]);
    const labels = object.label === undefined ? {} : { fixed: 'x', varying: tokenOf(object.label) };
    const data = { ...Object.fromEntries(fields), fixed: ['a', ...object.items.map(tokenOf), 'z'] };
    const front = new fronts[object.kind](made[object.chart + 1] ?? root, `object${index}`, {
      metadata: { name: `object${index}` },
      template: { metadata: { labels }, data } as object,
      ...(object.placement !== undefined && { placement: object.placement }),
    });
    for (const cluster of object.overridden) {
      front.addOverrides(cluster, { op: 'add', path: '/data/own', value: { cluster } });
    }
  });
}

/** What a cluster must get, worked out by hand: labels and data of each object by its name. */
function expectedOn(cluster: (typeof members)[number], { namespace, charts, objects }: Plan): unknown {
  const position = members.indexOf(cluster);
  const selects = ({ clusters, clusterSelector }: Placement): boolean => {
    if (clusters !== undefined && clusters !== null) return clusters.includes(cluster);
    const [expression] = clusterSelector?.matchExpressions ?? [];
    return expression?.values?.includes(cluster) ?? clusterSelector?.matchLabels === undefined;
  };
  /** From the outermost; the root chart, which goes everywhere and overrides nothing, is number -1. */
  const chartsAround = (chart: number): readonly number[] => {
    if (chart < 0 || chart >= charts.length) return [];
    const parent = charts[chart]?.parent ?? 0;
    return [...chartsAround(parent <= chart ? parent - 1 : -1), chart];
  };
  const expected = objects.flatMap((object, index) => {
    const around = chartsAround(object.chart);
    const inherited = around.map((chart) => charts[chart]?.placement).findLast((one) => one !== undefined);
    const gated = object.kind !== 'ClusterRole' && !selects(namespace);
    if (gated || !selects(object.placement ?? inherited ?? { clusterSelector: {} })) return [];
    const own = Object.entries(object.fields).map(([key, values]): [string, unknown] => [key, values[position]]);
    const overridden = around
      .filter((chart) => charts[chart]?.overridden.includes(cluster))
      .map((chart): [string, unknown] => [`chart${chart}`, cluster]);
    const data: Record<string, unknown> = {
      ...Object.fromEntries([...own, ...overridden].filter(([, value]) => value !== undefined)),
      fixed: ['a', ...object.items.map((values) => values[position]).filter((value) => value !== undefined), 'z'],
      ...(object.overridden.includes(cluster) && { own: { cluster } }),
    };
    const varying = object.label?.[position];
    const labels = {
      ...(object.label !== undefined && { fixed: 'x' }),
      ...(varying !== undefined && { varying }),
      'kubefed.io/managed': 'true',
    };
    return [[`object${index}`, { labels, data }]];
  });
  return Object.fromEntries(expected);
}

/** The same of a resolution. */
function foundOn(cluster: string, { clusters }: Resolution): unknown {
  const manifests = clusters.find(({ name }) => name === cluster)?.manifests ?? [];
  return Object.fromEntries(
    manifests
      .filter(({ kind }) => kind !== 'Namespace')
      .map(({ metadata, data }) => {
        const { name, labels } = metadata as { name: string; labels: object };
        return [name, { labels, data }];
      }),
  );
}

/** What each cluster gets, whatever the order of objects and keys. */
function contents({ clusters }: Resolution): unknown {
  return clusters.map(({ name, manifests }) => [name, manifests.map((one) => JSON.stringify(sorted(one))).sort()]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

describe('any tree of Federated constructs', () => {
  it('gives each cluster what it says, and the same under a FederatedApp as through the KubeFed YAML that a plain App writes', () => {
    fc.assert(
      fc.property(plan, fc.constantFrom('strict' as const, 'kubefed' as const), (tree, semantics) => {
        const federated = new FederatedApp();
        build(federated, tree);
        const direct = federated.resolve({ semantics });
        expect(direct.problems.filter(({ severity }) => severity === 'error')).toEqual([]);

        for (const cluster of members) expect(foundOn(cluster, direct)).toEqual(expectedOn(cluster, tree));

        const plain = new App();
        build(plain, tree);
        const written = parseAllDocuments(plain.synthYaml(), { version: '1.1' }).map(
          (document) => document.toJS() as object,
        );
        const read = resolve(federationFromManifests(written), { semantics });
        expect(contents(direct)).toEqual(contents(read));
      }),
      { numRuns: 200 },
    );
  });
});
