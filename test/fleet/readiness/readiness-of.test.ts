import { readinessOf } from '../../../lib/fleet/readiness/readiness-of';
import { type JsonObject } from '../../../lib/model/json';

function living(type: string, { generation = 2, ...parts }: JsonObject & { readonly generation?: number }): JsonObject {
  const [apiVersion, kind] = type.split(' ') as [string, string];
  return { apiVersion, kind, metadata: { name: 'a', generation }, ...parts };
}

function condition(type: string, status: string, reason = ''): JsonObject {
  return { type, status, reason };
}

const seen = { observedGeneration: 2 };
const three = { spec: { replicas: 3 } };

describe('the readiness of an object', () => {
  it.each<readonly [string, string, JsonObject, string]>([
    ['nothing to wait for', 'v1 ConfigMap', {}, 'ready'],
    ['just made', 'apps/v1 Deployment', { ...three, status: {} }, 'waiting'],
    [
      'an old status',
      'apps/v1 Deployment',
      { ...three, status: { observedGeneration: 1, updatedReplicas: 3, replicas: 3, availableReplicas: 3 } },
      'waiting',
    ],
    [
      'all available',
      'apps/v1 Deployment',
      { ...three, status: { ...seen, updatedReplicas: 3, replicas: 3, availableReplicas: 3 } },
      'ready',
    ],
    [
      'not all updated',
      'apps/v1 Deployment',
      { ...three, status: { ...seen, updatedReplicas: 2, replicas: 3, availableReplicas: 3 } },
      'waiting',
    ],
    [
      'old ones there',
      'apps/v1 Deployment',
      { ...three, status: { ...seen, updatedReplicas: 3, replicas: 4, availableReplicas: 4 } },
      'waiting',
    ],
    [
      'not all available',
      'apps/v1 Deployment',
      { ...three, status: { ...seen, updatedReplicas: 3, replicas: 3, availableReplicas: 2 } },
      'waiting',
    ],
    ['scaled to nothing', 'apps/v1 Deployment', { spec: { replicas: 0 }, status: seen }, 'ready'],
    [
      'past its deadline',
      'apps/v1 Deployment',
      { ...three, status: { ...seen, conditions: [condition('Progressing', 'False', 'ProgressDeadlineExceeded')] } },
      'failed',
    ],
    ['a set on its way', 'apps/v1 ReplicaSet', { ...three, status: { ...seen, availableReplicas: 1 } }, 'waiting'],
    [
      'revisions differ',
      'apps/v1 StatefulSet',
      { ...three, status: { ...seen, readyReplicas: 3, currentRevision: 'a', updateRevision: 'b' } },
      'waiting',
    ],
    [
      'one revision',
      'apps/v1 StatefulSet',
      { ...three, status: { ...seen, readyReplicas: 3, currentRevision: 'b', updateRevision: 'b' } },
      'ready',
    ],
    [
      'not all ready',
      'apps/v1 StatefulSet',
      { ...three, status: { ...seen, readyReplicas: 2, currentRevision: 'b', updateRevision: 'b' } },
      'waiting',
    ],
    [
      'updated by hand',
      'apps/v1 StatefulSet',
      {
        spec: { replicas: 1, updateStrategy: { type: 'OnDelete' } },
        status: { ...seen, readyReplicas: 1, currentRevision: 'a', updateRevision: 'b' },
      },
      'ready',
    ],
    [
      'within the partition',
      'apps/v1 StatefulSet',
      {
        spec: { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } },
        status: { ...seen, readyReplicas: 3, updatedReplicas: 1, currentRevision: 'a', updateRevision: 'b' },
      },
      'ready',
    ],
    [
      'on all nodes',
      'apps/v1 DaemonSet',
      { spec: {}, status: { ...seen, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 } },
      'ready',
    ],
    [
      'on one node',
      'apps/v1 DaemonSet',
      { spec: {}, status: { ...seen, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 } },
      'waiting',
    ],
    [
      'not updated',
      'apps/v1 DaemonSet',
      { spec: {}, status: { ...seen, desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberAvailable: 2 } },
      'waiting',
    ],
    ['running', 'batch/v1 Job', { spec: {}, status: { active: 1 } }, 'waiting'],
    ['complete', 'batch/v1 Job', { spec: {}, status: { conditions: [condition('Complete', 'True')] } }, 'ready'],
    [
      'failed',
      'batch/v1 Job',
      { spec: {}, status: { conditions: [condition('Failed', 'True', 'BackoffLimitExceeded')] } },
      'failed',
    ],
    ['suspended', 'batch/v1 Job', { spec: { suspend: true }, status: {} }, 'ready'],
    ['ready', 'v1 Pod', { status: { phase: 'Running', conditions: [condition('Ready', 'True')] } }, 'ready'],
    ['pending', 'v1 Pod', { status: { phase: 'Pending' } }, 'waiting'],
    ['done', 'v1 Pod', { status: { phase: 'Succeeded' } }, 'ready'],
    ['failed', 'v1 Pod', { status: { phase: 'Failed' } }, 'failed'],
    ['bound', 'v1 PersistentVolumeClaim', { status: { phase: 'Bound' } }, 'ready'],
    ['pending', 'v1 PersistentVolumeClaim', { status: { phase: 'Pending' } }, 'waiting'],
    ['lost', 'v1 PersistentVolumeClaim', { status: { phase: 'Lost' } }, 'failed'],
    ['within the cluster', 'v1 Service', { spec: { type: 'ClusterIP' }, status: {} }, 'ready'],
    ['no address', 'v1 Service', { spec: { type: 'LoadBalancer' }, status: { loadBalancer: {} } }, 'waiting'],
    [
      'an address',
      'v1 Service',
      { spec: { type: 'LoadBalancer' }, status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } },
      'ready',
    ],
    ['just made', 'apiextensions.k8s.io/v1 CustomResourceDefinition', {}, 'waiting'],
    [
      'established',
      'apiextensions.k8s.io/v1 CustomResourceDefinition',
      { status: { conditions: [condition('Established', 'True')] } },
      'ready',
    ],
    [
      'names taken',
      'apiextensions.k8s.io/v1 CustomResourceDefinition',
      { status: { conditions: [condition('NamesAccepted', 'False')] } },
      'failed',
    ],
    ['on its way out', 'v1 Namespace', { status: { phase: 'Terminating' } }, 'waiting'],
    ['no condition', 'shop.example/v1 Shop', { spec: {} }, 'ready'],
    ['not ready', 'shop.example/v1 Shop', { status: { conditions: [condition('Ready', 'False')] } }, 'waiting'],
    ['stalled', 'shop.example/v1 Shop', { status: { conditions: [condition('Stalled', 'True')] } }, 'failed'],
    [
      'behind',
      'shop.example/v1 Shop',
      { status: { observedGeneration: 1, conditions: [condition('Ready', 'True')] } },
      'waiting',
    ],
  ])('with %s, of a %s', (_, type, parts, state) => {
    expect(readinessOf(living(type, parts)).state).toBe(state);
  });

  it('is nothing that an object on its way out has', () => {
    expect(
      readinessOf({ ...living('v1 ConfigMap', {}), metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }),
    ).toEqual({
      state: 'waiting',
      reason: 'it is being deleted',
    });
  });
});
