import { failedAs, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { CORE_GROUP, type Scope } from '../../model/federated-type';
import { type JsonObject } from '../../model/json';
import { type ObjectRef } from '../../model/object-ref';
import { type Clock } from '../clock';
import { mapAt } from '../json-fields';
import { type Progressed, halt, refuse } from '../steps/step';
import { kubefedLeader } from './kubefed-leader';

/** KubeFed's API on a host. */
export const CORE_API = `${CORE_GROUP}/v1beta1`;
export const KUBEFED_CLUSTER = { apiVersion: CORE_API, kind: 'KubeFedCluster' } as const;

/** The one KubeFedConfig that counts. */
export function kubefedConfigRef(namespace: string): ObjectRef {
  return { apiVersion: CORE_API, kind: 'KubeFedConfig', namespace, name: 'kubefed' };
}

/** What a run has to know of a host before it writes there. */
export interface HostState {
  readonly scope: Scope;
  /** Whether a controller of KubeFed is at work there. */
  readonly kubefed: 'live' | 'absent';
  readonly clusters: readonly JsonObject[];
}

/**
 * Reads what is on a host, and refuses where a write would get in the way of KubeFed's own controllers.
 *
 * @param options.besideKubefed writes all the same.
 */
export async function hostState(
  host: ClusterApi,
  options: { readonly namespace: string; readonly clock: Clock; readonly besideKubefed: boolean },
): Promise<Progressed<HostState>> {
  const { namespace, clock, besideKubefed } = options;
  const configRef = kubefedConfigRef(namespace);
  const [config, clusters, leader] = await Promise.all([
    host.get(configRef),
    host.list(KUBEFED_CLUSTER, { namespace }),
    kubefedLeader(host, { namespace, clock }),
  ]);
  if (leader.outcome === 'failed') return halt('host', leader.failure);
  if (leader.value.state === 'live' && !besideKubefed) return refuse(kubefedIsLive(leader.value.holder));
  if (failedAs(config, 'not-found', 'unknown-kind') || failedAs(clusters, 'unknown-kind')) {
    return refuse({
      code: 'host-not-initialized',
      severity: 'error',
      message: `The host has no KubeFedConfig ${namespace}/kubefed, so nobody knows what a member is to be given.`,
      remedy: 'Run `fed8s init` once, or name the namespace of KubeFed by --kubefed-namespace.',
    });
  }
  if (config.outcome === 'failed') return halt('host', config.failure, configRef);
  if (clusters.outcome === 'failed') return halt('host', clusters.failure);
  return ok({
    scope: mapAt(config.value, 'spec').scope === 'Namespaced' ? 'Namespaced' : 'Cluster',
    kubefed: leader.value.state,
    clusters: clusters.value.items,
  });
}

/** What is said where a real KubeFed is at work. */
export function kubefedIsLive(holder: string): {
  readonly code: 'kubefed-is-live';
  readonly severity: 'error';
  readonly message: string;
  readonly remedy: string;
} {
  return {
    code: 'kubefed-is-live',
    severity: 'error',
    message: `A controller of KubeFed is at work on the host (${holder} holds its lease), and would write against this.`,
    remedy:
      'Stop it first (scale kubefed-controller-manager to 0), or say --beside-kubefed: tokens do not expire then, since it renews none.',
  };
}
