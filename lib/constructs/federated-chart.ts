import { Chart, type ChartProps } from 'cdk8s';
import { type Construct } from 'constructs';
import { type FederationPolicy, federate } from './policy';

/** What a FederatedChart takes: a chart, and where its objects go. */
export interface FederatedChartProps extends ChartProps, FederationPolicy {}

/**
 * A chart whose objects go to clusters. Any ApiObject in it is federated, whether it is a Federated construct or not, with
 * the placement and overrides of the chart; charts in it inherit them. It becomes one file of each cluster's folder.
 *
 * @example
 * new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusters: ['cluster1', 'cluster2'] } });
 */
export class FederatedChart extends Chart {
  /** @throws FederationError where placement or overrides are not of KubeFed's form, or hold what is no JSON. */
  public constructor(scope: Construct, id: string, props: FederatedChartProps = {}) {
    super(scope, id, props);
    const { placement, replicas, overrides } = props;
    federate(this, { placement, replicas, overrides });
  }
}
