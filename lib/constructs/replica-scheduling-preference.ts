import { ApiObject } from 'cdk8s';
import { type Construct } from 'constructs';
import { SCHEDULING_GROUP } from '../model/federated-type';
import { requireThat } from '../model/require-that';
import { type ClusterPreferences } from '../model/replica-scheduling-preference';

/** What a ReplicaSchedulingPreference takes. */
export interface ReplicaSchedulingPreferenceProps {
  /** The workload whose replicas are divided; its name and namespace become those of the preference. */
  readonly target: ApiObject;
  /** How many replicas there are over all clusters. */
  readonly totalReplicas: number;
  /**
   * What each cluster may get, by name; `*` stands for every cluster that is not named.
   *
   * @default - every cluster has weight 1
   */
  readonly clusters?: Readonly<Record<string, ClusterPreferences>>;
  /**
   * Whether running replicas may be moved. At deploy time nothing is known to run, so it makes no difference there.
   *
   * @default false
   */
  readonly rebalance?: boolean;
  /**
   * Whether only clusters that the target's clusterSelector selects take part.
   *
   * @default false - all ready clusters take part, and the placement of the target is replaced
   */
  readonly intersectWithClusterSelector?: boolean;
}

/**
 * Divides the replicas of a FederatedDeployment or FederatedReplicaSet over the clusters, by KubeFed's planner.
 *
 * @example
 * new ReplicaSchedulingPreference(chart, 'spread', { target: web, totalReplicas: 9, clusters: { '*': { weight: 1 } } });
 */
export class ReplicaSchedulingPreference extends ApiObject {
  public constructor(scope: Construct, id: string, props: ReplicaSchedulingPreferenceProps) {
    const { target, ...spec } = props;
    requireThat(
      ApiObject.isApiObject(target),
      'ReplicaSchedulingPreference: target must be the construct to schedule.',
    );
    super(scope, id, {
      apiVersion: `${SCHEDULING_GROUP}/v1alpha1`,
      kind: 'ReplicaSchedulingPreference',
      metadata: {
        name: target.name,
        ...(target.metadata.namespace !== undefined && { namespace: target.metadata.namespace }),
      },
      spec: { targetKind: target.kind, ...spec },
    });
  }
}
