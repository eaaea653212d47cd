/** Trees of constructs for tests, and what to ask of them. */
import { ApiObject, type App } from 'cdk8s';
import { type Construct } from 'constructs';
import {
  FederatedApp,
  type FederatedAppProps,
  FederatedChart,
  type FederatedChartProps,
  FederatedNamespace,
  KubeFedCluster,
} from '../../lib/index';
import { type JsonObject } from '../../lib/model/json';
import { type Problem } from '../../lib/model/problem';
import { type Resolution } from '../../lib/resolve/resolution';

type Labels = Readonly<Record<string, string>>;

export const everywhere = { clusterSelector: {} };

/** Adds a chart with clusters, by default `eu` and `us` with a label `region` each. */
export function fleetIn(
  app: App,
  clusters: Readonly<Record<string, Labels>> = { eu: { region: 'eu' }, us: { region: 'us' } },
): FederatedChart {
  const fleet = new FederatedChart(app, 'fleet');
  for (const [name, labels] of Object.entries(clusters)) new KubeFedCluster(fleet, name, { labels });
  return fleet;
}

/** An app with clusters and a chart for the namespace `shop`, federated, that goes everywhere. */
export function shopApp(
  props: FederatedAppProps & {
    readonly clusters?: Readonly<Record<string, Labels>>;
    readonly chart?: FederatedChartProps;
  } = {},
): { readonly app: FederatedApp; readonly fleet: FederatedChart; readonly shop: FederatedChart } {
  const { clusters, chart, ...appProps } = props;
  const app = new FederatedApp(appProps);
  const fleet = fleetIn(app, clusters);
  const shop = new FederatedChart(app, 'shop', { namespace: 'shop', placement: everywhere, ...chart });
  new FederatedNamespace(shop, 'ns');
  return { app, fleet, shop };
}

/** A plain ConfigMap; `content` is all but apiVersion and kind. */
export function plainConfigMap(scope: Construct, id: string, content: object = {}): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', ...content });
}

/** What a cluster gets, without Namespaces. */
export function contentOf(resolution: Resolution, cluster: string): readonly JsonObject[] {
  const found = resolution.clusters.find(({ name }) => name === cluster);
  if (found === undefined) throw new Error(`there is no cluster ${cluster}`);
  return found.manifests.filter(({ kind }) => kind !== 'Namespace');
}

/** The one object of a kind that a cluster gets. */
export function objectOn(resolution: Resolution, cluster: string, kind: string): JsonObject {
  const found = contentOf(resolution, cluster).filter((one) => one.kind === kind);
  if (found.length !== 1) throw new Error(`${cluster} has ${found.length} objects of kind ${kind}`);
  return found[0] as JsonObject;
}

/** The clusters that get an object of a name that is not the name of a namespace. */
export function clustersWith(app: FederatedApp, name: string): readonly string[] {
  return app
    .resolve()
    .clusters.filter(({ manifests }) => manifests.some(({ metadata }) => (metadata as { name: string }).name === name))
    .map((cluster) => cluster.name);
}

/** One field of the one object of a kind on each cluster; clusters without such an object are left out. */
export function fieldByCluster(resolution: Resolution, kind: string, field: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    resolution.clusters.flatMap(({ name, manifests }) =>
      manifests.filter((one) => one.kind === kind).map((one) => [name, one[field]]),
    ),
  );
}

export function errorsOf({ problems }: Resolution): readonly Problem[] {
  return problems.filter(({ severity }) => severity === 'error');
}

export function codesOf({ problems }: Resolution): readonly string[] {
  return problems.map(({ severity, code }) => `${severity} ${code}`).sort();
}
