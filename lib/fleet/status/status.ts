import { type Answer, failed, failedAs, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { CONTEXT_ANNOTATION } from '../../model/cluster';
import { DEFAULT_SYSTEM_NAMESPACE } from '../../model/federation';
import { type JsonObject } from '../../model/json';
import { type Clock, machineClock } from '../clock';
import { type FleetMember } from '../fleet-member';
import { KUBEFED_CLUSTER, kubefedConfigRef } from '../host/host-state';
import { type KubefedLeader, kubefedLeader } from '../host/kubefed-leader';
import { mapAt } from '../json-fields';
import { metadataOf } from '../metadata-of';
import { CLUSTERS_AT_A_TIME, sideBySide } from '../side-by-side';
import { type ClusterStatus } from './cluster-status';
import { type Thresholds, defaultThresholds } from './next-status';
import { statusOfCluster } from './status-of-cluster';

/** Whose state is asked for. */
export interface StatusOptions {
  readonly host: ClusterApi;
  /** The clusters; one that is not joined is said to be so. */
  readonly members: readonly FleetMember[];
  /** @default kube-federation-system */
  readonly kubefedNamespace?: string;
  /**
   * Whose credential the members are asked with. That of the host cannot renew itself.
   *
   * @default context
   */
  readonly credentials?: 'context' | 'host';
  /** How long a token that is renewed is to live, in seconds. @default 86400 */
  readonly tokenLifetime?: number;
  /** Writes nothing: no status, no token. @default false */
  readonly dryRun?: boolean;
  /** Clusters at a time. @default 32 */
  readonly concurrency?: number;
  /** @default the time of this machine */
  readonly clock?: Clock;
}

/** The state of a fleet. */
export interface FleetStatus {
  /** Where a controller of KubeFed is at work on the host, nothing is written. */
  readonly kubefed: KubefedLeader;
  /** In the order of the members. */
  readonly clusters: readonly ClusterStatus[];
}

/**
 * Asks the clusters side by side how they are, and writes it to their KubeFedClusters, as KubeFed's controller would. Tokens of which
 * half of the life is over are renewed. It fails where the host cannot be asked; a member that cannot be asked is told as such.
 */
export async function status(options: StatusOptions): Promise<Answer<FleetStatus>> {
  const { host, members, kubefedNamespace: namespace = DEFAULT_SYSTEM_NAMESPACE, clock = machineClock } = options;
  const [listed, leader, thresholds] = await Promise.all([
    host.list(KUBEFED_CLUSTER, { namespace }),
    kubefedLeader(host, { namespace, clock }),
    thresholdsOf(host, namespace),
  ]);
  if (listed.outcome === 'failed') return listed;
  if (leader.outcome === 'failed') return leader;
  if (thresholds.outcome === 'failed') return thresholds;
  const joined = new Map(listed.value.items.map((object): [string, JsonObject] => [metadataOf(object).name, object]));
  const isReadOnly = options.dryRun === true || leader.value.state === 'live';
  const place = { ...options, namespace, clock, isReadOnly, thresholds: thresholds.value };
  const clusters = await sideBySide(members, options.concurrency ?? CLUSTERS_AT_A_TIME, async (member) =>
    statusOfCluster(member, { ...place, kubefedCluster: joined.get(member.name) }),
  );
  return ok({ kubefed: leader.value, clusters });
}

/** The clusters that are joined to a host, by name, with the contexts that were kept for them. */
export async function joinedClusters(
  host: ClusterApi,
  { kubefedNamespace: namespace = DEFAULT_SYSTEM_NAMESPACE }: { readonly kubefedNamespace?: string } = {},
): Promise<Answer<readonly { readonly name: string; readonly context?: string }[]>> {
  const listed = await host.list(KUBEFED_CLUSTER, { namespace });
  if (listed.outcome === 'failed') {
    return failedAs(listed, 'unknown-kind')
      ? failed({
          kind: 'unknown-kind',
          code: 'host-not-initialized',
          message: 'The host does not serve KubeFedClusters.',
          remedy: 'Run `fed8s init` once, or name the host by --host-context.',
        })
      : listed;
  }
  const named = listed.value.items.map((object) => {
    const { name, annotations } = metadataOf(object);
    const context = annotations[CONTEXT_ANNOTATION];
    return { name, ...(context !== undefined && { context }) };
  });
  return ok(named.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

/** As the KubeFedConfig says; KubeFed's own where there is none. */
async function thresholdsOf(host: ClusterApi, namespace: string): Promise<Answer<Thresholds>> {
  const config = await host.get(kubefedConfigRef(namespace));
  if (config.outcome === 'failed') {
    return failedAs(config, 'not-found', 'unknown-kind') ? ok(defaultThresholds) : config;
  }
  const { failureThreshold, successThreshold } = mapAt(config.value, 'spec', 'clusterHealthCheck');
  return ok({
    failures: typeof failureThreshold === 'number' ? failureThreshold : defaultThresholds.failures,
    successes: typeof successThreshold === 'number' ? successThreshold : defaultThresholds.successes,
  });
}
