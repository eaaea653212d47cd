import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { webShop } from '../../examples/web-shop/web-shop';
import { ROOT, UPDATE, expectOrUpdateTree, runApp, temporaryFolder, treeOf } from './expected-tree';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: { readonly replicas?: number };
  readonly data?: Readonly<Record<string, string>>;
}

const manifestsOf = (text: string | undefined): readonly Manifest[] =>
  (loadAll(text ?? '') as (Manifest | undefined)[]).filter((manifest) => manifest !== undefined);
const shopOf = (outdir: string, cluster: string): readonly Manifest[] =>
  manifestsOf(treeOf(outdir)[`${cluster}/web-shop.k8s.yaml`]);
const named = (manifests: readonly Manifest[], kind: string, name: string): Manifest | undefined =>
  manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);

describe('examples/web-shop', () => {
  const outdir = runApp('web-shop');

  it('writes the tree that stands beside it', () => {
    expectOrUpdateTree(outdir, 'web-shop');
  });

  it('keeps all that takes orders in the EU', () => {
    const names = (cluster: string) => shopOf(outdir, cluster).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    const missing = names('eu-west').filter((name) => !names('us-east').includes(name));
    expect(missing).toEqual([
      'ConfigMap checkout-settings',
      'Deployment checkout',
      'Service checkout',
      'Deployment payment',
      'Service payment',
      'ConfigMap mailer-templates',
      'Deployment mailer',
      'Service mailer',
    ]);
    expect(names('eu-north')).toEqual(names('eu-west'));
  });

  it('tells the services of each cluster where they are', () => {
    const region = (cluster: string) => named(shopOf(outdir, cluster), 'ConfigMap', 'region')?.data;
    const eu = { REGION: 'eu', CURRENCY: 'EUR', CHECKOUT_URL: 'http://checkout:8080' };
    expect(region('eu-north')).toEqual({ ...eu, CLUSTER: 'eu-north' });
    expect(region('eu-west')).toEqual({ ...eu, CLUSTER: 'eu-west' });
    expect(region('us-east')).toEqual({
      REGION: 'us',
      CURRENCY: 'USD',
      CHECKOUT_URL: 'https://checkout.eu.example.com',
      CLUSTER: 'us-east',
    });
  });
});

const BOUTIQUE = join(ROOT, '../shared/corpora/online-boutique.yaml');
const DIGESTS = join(__dirname, 'online-boutique.sha256.json');

(existsSync(BOUTIQUE) ? describe : describe.skip)(
  existsSync(BOUTIQUE)
    ? 'the app of examples/web-shop on the Online Boutique'
    : 'not run, since ../shared/corpora/online-boutique.yaml is absent: the app of examples/web-shop on the Online Boutique',
  () => {
    const orders = ['checkoutservice', 'paymentservice', 'emailservice'];
    let outdir: string;
    let originals: readonly Manifest[];

    beforeAll(() => {
      outdir = join(temporaryFolder(), 'dist');
      webShop({ manifests: [BOUTIQUE], outdir, storefront: 'frontend', orders }).synth();
      originals = manifestsOf(readFileSync(BOUTIQUE, 'utf8'));
    });

    it('writes the files whose digests are recorded', () => {
      const digests = Object.fromEntries(
        Object.entries(treeOf(outdir)).map(([path, text]) => [path, createHash('sha256').update(text).digest('hex')]),
      );
      if (UPDATE) writeFileSync(DIGESTS, `${JSON.stringify(digests, null, 2)}\n`);
      expect(digests).toEqual(JSON.parse(readFileSync(DIGESTS, 'utf8')));
    });

    it('changes nothing of what the manifests say but the namespace', () => {
      const expected = originals.map((manifest) => ({
        ...manifest,
        metadata: { ...manifest.metadata, namespace: 'web-shop' },
      }));
      const written = shopOf(outdir, 'eu-west').filter(({ metadata }) => metadata.name !== 'region');
      expect(written).toEqual(expected);
    });

    it('does in us-east what it does with its own services', () => {
      const us = shopOf(outdir, 'us-east');
      const left = originals.filter(({ metadata }) => !orders.includes(metadata.name));
      expect(originals.length - left.length).toBe(9); // three services, each with Deployment, Service and ServiceAccount
      expect(us).toHaveLength(left.length + 1);
      expect(us.filter(({ metadata }) => orders.includes(metadata.name))).toEqual([]);
      expect(named(originals, 'Deployment', 'frontend')?.spec?.replicas).toBeUndefined();
      expect(named(us, 'Deployment', 'frontend')?.spec?.replicas).toBe(6);
    });
  },
);
