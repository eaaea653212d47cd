import { type Scope } from '../../model/federated-type';
import { type JsonObject } from '../../model/json';
import { MANAGED_BY, MANAGED_BY_LABEL } from '../marks';

/**
 * The KubeFedConfig of a host, with every default written out: KubeFed's webhook does that only where it is installed, and its
 * controllers end at one that lacks them.
 */
// KubeFed v0.10.0, pkg/apis/core/v1beta1/defaults/kubefedconfig.go
export function kubefedConfigObject(namespace: string, scope: Scope): JsonObject {
  return {
    apiVersion: 'core.kubefed.io/v1beta1',
    kind: 'KubeFedConfig',
    metadata: { name: 'kubefed', namespace, labels: { [MANAGED_BY_LABEL]: MANAGED_BY } },
    spec: {
      scope,
      controllerDuration: { availableDelay: '20s', unavailableDelay: '60s', cacheSyncTimeout: '5m' },
      leaderElect: { leaseDuration: '15s', renewDeadline: '10s', retryPeriod: '5s', resourceLock: 'configmaps' },
      featureGates: [
        { name: 'PushReconciler', configuration: 'Enabled' },
        { name: 'RawResourceStatusCollection', configuration: 'Disabled' },
        { name: 'SchedulerPreferences', configuration: 'Enabled' },
      ],
      clusterHealthCheck: { period: '10s', failureThreshold: 3, successThreshold: 1, timeout: '3s' },
      syncController: { maxConcurrentReconciles: 1, adoptResources: 'Enabled' },
      statusController: { maxConcurrentReconciles: 1 },
    },
  };
}
