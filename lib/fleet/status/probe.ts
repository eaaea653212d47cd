import { type Answer, type ApiFailure, apiFailure } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type Clock } from '../clock';

/** How a cluster has answered to `GET /healthz`. */
export type Probe =
  | {
      readonly kind: 'ready';
      /** In milliseconds. */
      readonly latency: number;
      readonly version?: string;
    }
  /** It answers, and not with ok. */
  | { readonly kind: 'not-ready'; readonly latency: number }
  /** No answer, or one with another status than 2xx. */
  | { readonly kind: 'offline'; readonly failure: ApiFailure }
  /** There is no way to it: a context or Secret that is not there, a credential that cannot be had. */
  | { readonly kind: 'malformed'; readonly failure: ApiFailure };

/** Asks a cluster how it is, and for its version. */
// KubeFed v0.10.0, pkg/controller/kubefedcluster/clusterclient.go: GetClusterHealthStatus
export async function probeCluster(api: Answer<ClusterApi>, clock: Clock): Promise<Probe> {
  if (api.outcome === 'failed') return { kind: 'malformed', failure: api.failure };
  const began = clock.now();
  const health = await api.value.health();
  const latency = clock.now() - began;
  if (health.outcome === 'failed') {
    return { kind: health.failure.kind === 'credential' ? 'malformed' : 'offline', failure: health.failure };
  }
  const { status, body } = health.value;
  if (status < 200 || status > 299) {
    const kind = status === 401 ? 'unauthorized' : status === 403 ? 'forbidden' : 'server-error';
    const message = `/healthz answered with status ${status}`;
    return { kind: 'offline', failure: apiFailure({ kind, status, message }) };
  }
  if (body.trim().toLowerCase() !== 'ok') return { kind: 'not-ready', latency };
  const version = await api.value.version();
  return { kind: 'ready', latency, ...(version.outcome === 'ok' && { version: version.value.gitVersion }) };
}

/** In the words of a person, without a full stop. */
export function describeProbe(probe: Probe): string {
  switch (probe.kind) {
    case 'ready':
      return 'it is ready';
    case 'not-ready':
      return '/healthz responded without ok';
    case 'offline':
    case 'malformed':
      return probe.failure.message.replace(/\.$/, '');
  }
}
