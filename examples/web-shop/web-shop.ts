import { basename } from 'node:path';
import { ApiObject, Include } from 'cdk8s';
import { FederatedApp, FederatedChart, KubeFedCluster, federate, perCluster } from 'fed8s';

export interface WebShopProps {
  /** The YAML files with the services of the shop. */
  readonly manifests: readonly string[];
  /** @default - CDK8S_OUTDIR, as `cdk8s synth` sets it, else dist */
  readonly outdir?: string;
  /** The service with the pages. @default 'storefront' */
  readonly storefront?: string;
  /** The services that handle what customers order. @default - checkout, payment and mailer */
  readonly orders?: readonly string[];
}

/** A shop of plain YAML on three clusters in two regions. */
export function webShop(props: WebShopProps): FederatedApp {
  const { manifests, outdir, storefront = 'storefront', orders = ['checkout', 'payment', 'mailer'] } = props;
  const app = new FederatedApp({ ...(outdir !== undefined && { outdir }) });

  const fleet = new FederatedChart(app, 'fleet');
  new KubeFedCluster(fleet, 'eu-north', { labels: { region: 'eu' } });
  new KubeFedCluster(fleet, 'eu-west', { labels: { region: 'eu' } });
  new KubeFedCluster(fleet, 'us-east', { labels: { region: 'us' } });

  // Everything goes everywhere, unless it is said otherwise.
  const shop = new FederatedChart(app, 'web-shop', { namespace: 'web-shop', placement: { clusterSelector: {} } });
  new ApiObject(shop, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web-shop' } });
  for (const url of manifests) new Include(shop, basename(url, '.yaml'), { url });

  // Orders stay in the EU. Shops elsewhere send their customers there to check out.
  for (const service of orders) {
    for (const part of partsOf(shop, service)) {
      federate(part, { placement: { clusterSelector: { matchLabels: { region: 'eu' } } } });
    }
  }
  new ApiObject(shop, 'region', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'region' },
    data: {
      REGION: perCluster(({ labels }) => labels.region),
      CLUSTER: perCluster(({ name }) => name),
      CURRENCY: perCluster(({ labels }) => (labels.region === 'eu' ? 'EUR' : 'USD')),
      CHECKOUT_URL: perCluster(({ labels }) =>
        labels.region === 'eu' ? 'http://checkout:8080' : 'https://checkout.eu.example.com',
      ),
    },
  });

  // One cluster carries the whole of the US. `add` sets the replicas whether or not the YAML says how many there are.
  for (const deployment of partsOf(shop, storefront).filter(({ kind }) => kind === 'Deployment')) {
    federate(deployment, {
      overrides: [{ clusterName: 'us-east', clusterOverrides: [{ op: 'add', path: '/spec/replicas', value: 6 }] }],
    });
  }
  return app;
}

/** The objects of a service: named like it, or labelled with it. */
function partsOf(shop: FederatedChart, service: string): ApiObject[] {
  return shop.node
    .findAll()
    .filter((construct) => ApiObject.isApiObject(construct))
    .filter(({ name, metadata }) => name === service || metadata.getLabel('app') === service);
}
