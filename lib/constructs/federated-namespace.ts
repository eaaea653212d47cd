import { Chart } from 'cdk8s';
import { type Construct } from 'constructs';
import { FederationError } from '../model/federation-error';
import { templateKinds } from '../model/generated/template-kinds';
import { type Namespace } from '../model/generated/templates';
import { type FederatedProps, FederatedResource } from './federated-resource';

/**
 * The namespace of its chart, on many clusters. Federated objects in it go to the clusters that both they and it select.
 *
 * @example
 * const shop = new FederatedChart(app, 'shop', { namespace: 'shop' });
 * new FederatedNamespace(shop, 'ns', { placement: { clusterSelector: {} } });
 */
export class FederatedNamespace extends FederatedResource<Namespace> {
  /**
   * @throws FederationError `missing-namespace` where neither the chart nor the metadata says which namespace.
   */
  public constructor(scope: Construct, id: string, props: FederatedProps<Namespace> = {}) {
    const namespace = props.metadata?.namespace ?? props.metadata?.name ?? Chart.of(scope).namespace;
    if (namespace === undefined) {
      throw new FederationError({
        code: 'missing-namespace',
        severity: 'error',
        message: 'A FederatedNamespace is named by the namespace of its chart, and the chart names none.',
        remedy: "Give the chart a namespace: new FederatedChart(app, 'shop', { namespace: 'shop' }).",
        origin: `${scope.node.path}/${id}`,
      });
    }
    super(scope, id, {
      ...props,
      type: templateKinds.Namespace,
      metadata: { ...props.metadata, name: props.metadata?.name ?? namespace, namespace },
    });
  }
}
