import { type JsonObject } from '../../model/json';
import { type Probe, describeProbe } from './probe';

/** The conditions of a KubeFedCluster after a probe, without regard to earlier ones. */
// KubeFed v0.10.0, pkg/controller/kubefedcluster/clusterclient.go: GetClusterHealthStatus
export function conditionsOf(probe: Probe, now: number): readonly JsonObject[] {
  const time = rfc3339(now);
  const condition = (said: {
    readonly type: string;
    readonly status: 'True' | 'False';
    readonly reason: string;
    readonly message: string;
  }): JsonObject => ({ ...said, lastProbeTime: time, lastTransitionTime: time });
  switch (probe.kind) {
    case 'ready':
      return [
        condition({ type: 'Ready', status: 'True', reason: 'ClusterReady', message: '/healthz responded with ok' }),
      ];
    case 'not-ready':
      return [
        condition({
          type: 'Ready',
          status: 'False',
          reason: 'ClusterNotReady',
          message: '/healthz responded without ok',
        }),
        condition({ type: 'Offline', status: 'False', reason: 'ClusterReachable', message: 'cluster is reachable' }),
      ];
    case 'offline': {
      const message = `cluster is not reachable: ${describeProbe(probe)}`;
      return [condition({ type: 'Offline', status: 'True', reason: 'ClusterNotReachable', message })];
    }
    case 'malformed': {
      const message = describeProbe(probe);
      return [condition({ type: 'ConfigMalformed', status: 'True', reason: 'ClusterConfigMalformed', message })];
    }
  }
}

/** As Kubernetes writes times: without fractions of a second. */
export function rfc3339(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
