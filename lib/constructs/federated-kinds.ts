import { type Construct } from 'constructs';
import { templateKinds } from '../model/generated/template-kinds';
import { type KindTemplates } from '../model/generated/templates';
import { FederatedResource, type FederatedProps } from './federated-resource';

/** The class of a Federated construct of one kind of Kubernetes, its template typed. */
type Front<Kind extends keyof KindTemplates> = new (
  scope: Construct,
  id: string,
  props?: FederatedProps<KindTemplates[Kind]>,
) => FederatedResource<KindTemplates[Kind]>;

function front<Kind extends keyof KindTemplates>(kind: Kind): Front<Kind> {
  return class extends FederatedResource<KindTemplates[Kind]> {
    public constructor(scope: Construct, id: string, props: FederatedProps<KindTemplates[Kind]> = {}) {
      super(scope, id, { ...props, type: templateKinds[kind] });
    }
  };
}

/**
 * A Deployment on many clusters.
 *
 * @example
 * new FederatedDeployment(shop, 'redis', {
 *   metadata: { name: 'redis' },
 *   template: { spec: { replicas: 1 } },
 *   placement: { clusters: ['cluster1', 'cluster2'] },
 *   overrides: [{ clusterName: 'cluster2', clusterOverrides: [{ path: '/spec/replicas', value: 5 }] }],
 * });
 */
export class FederatedDeployment extends front('Deployment') {}
export class FederatedReplicaSet extends front('ReplicaSet') {}
export class FederatedStatefulSet extends front('StatefulSet') {}
export class FederatedDaemonSet extends front('DaemonSet') {}
export class FederatedJob extends front('Job') {}
export class FederatedCronJob extends front('CronJob') {}
export class FederatedConfigMap extends front('ConfigMap') {}
export class FederatedSecret extends front('Secret') {}
export class FederatedService extends front('Service') {}
export class FederatedServiceAccount extends front('ServiceAccount') {}
export class FederatedIngress extends front('Ingress') {}
export class FederatedClusterRole extends front('ClusterRole') {}
export class FederatedClusterRoleBinding extends front('ClusterRoleBinding') {}
export class FederatedRole extends front('Role') {}
export class FederatedRoleBinding extends front('RoleBinding') {}
export class FederatedPersistentVolumeClaim extends front('PersistentVolumeClaim') {}
export class FederatedHorizontalPodAutoscaler extends front('HorizontalPodAutoscaler') {}
export class FederatedNetworkPolicy extends front('NetworkPolicy') {}
export class FederatedPodDisruptionBudget extends front('PodDisruptionBudget') {}
