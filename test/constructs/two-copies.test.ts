import type * as Fed8s from '../../lib/index';
import { Chart } from 'cdk8s';
import { codesOf, contentOf, errorsOf } from './tree';

/** A copy of the package of its own, as npm installs it for a library that asks for another version. */
function copyOfPackage(): typeof Fed8s {
  let copy: typeof Fed8s | undefined;
  jest.isolateModules(() => {
    jest.doMock('cdk8s', () => shared.cdk8s);
    jest.doMock('constructs', () => shared.constructs);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a module is loaded twice by this alone
    copy = require('../../lib/index') as typeof Fed8s;
  });
  if (copy === undefined) throw new Error('the package was not loaded');
  return copy;
}

/** cdk8s and constructs are peers: there is one copy of them. */
const shared = {
  cdk8s: jest.requireActual<object>('cdk8s'),
  constructs: jest.requireActual<object>('constructs'),
};

const app = copyOfPackage();
const library = copyOfPackage();

/** A tree whose app is of one copy and whose constructs are of another. */
function mixed() {
  const federatedApp = new app.FederatedApp();
  const fleet = new library.FederatedChart(federatedApp, 'fleet');
  for (const name of ['eu', 'us']) new library.KubeFedCluster(fleet, name, { labels: { region: name } });
  const shop = new library.FederatedChart(federatedApp, 'shop', {
    namespace: 'shop',
    placement: { clusterSelector: {} },
  });
  new library.FederatedNamespace(shop, 'ns');
  return { federatedApp, fleet, shop };
}

describe('two copies of the package in one tree', () => {
  it('are two', () => {
    expect(app.FederatedApp).not.toBe(library.FederatedApp);
    expect(app.FederationError).not.toBe(library.FederationError);
  });

  it('know each other’s apps, clusters, types, policies and per-cluster values', () => {
    const { federatedApp, shop } = mixed();
    const part = app.federate(new Chart(shop, 'part', { namespace: 'shop' }), { placement: { clusters: ['eu'] } });
    new library.FederatedResource(part, 'widget', {
      type: { group: 'example.com', version: 'v1', kind: 'Widget' },
      metadata: { name: 'it' },
      template: { name: app.perCluster(({ name }) => name), region: library.perCluster(({ labels }) => labels.region) },
    });
    new app.FederatedConfigMap(shop, 'config', {
      metadata: { name: 'it' },
      template: { data: { name: library.perCluster(({ name }) => name) } },
    });
    const resolution = federatedApp.resolve();
    expect(codesOf(resolution)).toEqual([]);
    const managed = { 'kubefed.io/managed': 'true' };
    const metadata = { name: 'it', namespace: 'shop', labels: managed };
    expect(contentOf(resolution, 'eu')).toEqual([
      { apiVersion: 'example.com/v1', kind: 'Widget', metadata, name: 'eu', region: 'eu' },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { name: 'eu' } },
    ]);
    expect(contentOf(resolution, 'us')).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { name: 'us' } },
    ]);
  });

  it('do not ask for what joining writes, since the app of the other resolves', () => {
    const { federatedApp } = mixed();
    expect(codesOf(federatedApp.resolve())).toEqual([]);
    const federation = new app.FederatedApp({ systemNamespace: 'federation' });
    const cluster = new library.KubeFedCluster(new library.FederatedChart(federation, 'fleet'), 'eu');
    expect(cluster.metadata.namespace).toBe('federation');
  });

  it('tell of each other’s mistakes with code and place', () => {
    const { federatedApp, shop } = mixed();
    new library.FederatedConfigMap(shop, 'thrown', {
      template: {
        data: {
          a: app.perCluster((): string => {
            throw new Error('no');
          }),
        },
      },
    });
    new library.FederatedConfigMap(shop, 'misplaced', {
      placement: { clusters: app.perCluster(() => ['eu']) },
    });
    expect(errorsOf(federatedApp.resolve()).map(({ code, origin }) => [code, origin])).toEqual([
      ['per-cluster-failed', 'shop/thrown'],
      ['per-cluster-misplaced', 'shop/misplaced'],
    ]);
    const caught = ((): unknown => {
      try {
        new library.KubeFedCluster(shop, 'No_Name');
      } catch (error) {
        return error;
      }
      return undefined;
    })();
    expect(caught).toBeInstanceOf(library.FederationError);
    expect(caught).not.toBeInstanceOf(app.FederationError);
    expect(app.isFederationError(caught)).toBe(true);
  });
});
