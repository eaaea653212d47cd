import {
  FederatedApp,
  FederatedChart,
  FederatedDeployment,
  FederatedHorizontalPodAutoscaler,
  FederatedNamespace,
  type FederatedPlacement,
  type FederatedReplicas,
  KubeFedCluster,
} from '../../lib/index';
import { webTemplate } from '../builders';

/** What the objects of a fleet ask for. */
export interface PolicyAsked {
  readonly replicas?: FederatedReplicas | undefined;
  readonly placement?: FederatedPlacement | undefined;
}

/** Clusters, of which the first has a taint, with a Deployment and an autoscaler that are divided and placed as is asked. */
export function policyApp(names: readonly string[], { replicas, placement }: PolicyAsked = {}): FederatedApp {
  const made = new FederatedApp();
  const fleet = new FederatedChart(made, 'fleet');
  names.forEach((name, at) => {
    new KubeFedCluster(fleet, name, {
      apiEndpoint: 'https://x',
      secretRef: { name: 's' },
      labels: { region: at % 2 === 0 ? 'eu' : 'us' },
      properties: { nodes: at },
      taints: at === 0 ? [{ key: 'gpu', value: 'true', effect: 'PreferNoSchedule' }] : [],
    });
  });
  const shop = new FederatedChart(made, 'shop', { namespace: 'shop', placement: { clusterSelector: {} } });
  new FederatedNamespace(shop, 'ns');
  const of = { ...(replicas && { replicas }), ...(placement && { placement }) };
  new FederatedDeployment(shop, 'web', {
    metadata: { name: 'web' },
    template: webTemplate,
    ...of,
  });
  const { total: _, ...shares } = replicas ?? {};
  new FederatedHorizontalPodAutoscaler(shop, 'hpa', {
    metadata: { name: 'hpa' },
    template: { spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 6, maxReplicas: 19 } },
    ...of,
    ...(replicas && { replicas: { ...shares, strategy: replicas.strategy } }),
  });
  return made;
}
