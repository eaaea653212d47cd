import { FederationBuilder } from '../../lib/model/federation-builder';
import { type Semantics } from '../../lib/model/finding';
import { type OverrideOperation } from '../../lib/model/override';
import { type Resolution } from '../../lib/resolve/resolution';
import { resolve } from '../../lib/resolve/resolve';

/** How an object of a test's fleet is placed. */
export interface Placing {
  readonly chart: string;
  /** Default: every cluster. */
  readonly on?: readonly string[];
  readonly origin?: string;
  /** By cluster. */
  readonly overrides?: Readonly<Record<string, readonly OverrideOperation[]>>;
}

/** A small federation of plain objects, for tests of what is written. */
export class Fleet {
  private readonly builder = new FederationBuilder();

  public constructor(...clusters: readonly string[]) {
    for (const name of clusters) {
      this.builder.add({ apiVersion: 'core.kubefed.io/v1beta1', kind: 'KubeFedCluster', metadata: { name } });
    }
  }

  public add(manifest: object, { chart, on, origin, overrides = {} }: Placing): this {
    const clusters = Object.entries(overrides).map(([clusterName, clusterOverrides]) => ({
      clusterName,
      clusterOverrides,
    }));
    this.builder.add(manifest, {
      chart,
      origin,
      surroundings: {
        placement: on === undefined ? { clusterSelector: {} } : { clusters: on },
        overrides: clusters.length === 0 ? [] : [{ from: 'declared', clusters }],
      },
    });
    return this;
  }

  public namespace(name: string, placing: Partial<Placing> = {}): this {
    return this.add({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, { chart: name, ...placing });
  }

  public configMap(name: string, placing: Placing, namespace = 'shop'): this {
    return this.add(
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { greeting: 'hello' } },
      placing,
    );
  }

  public secret(name: string, content: object, placing: Partial<Placing> = {}): this {
    return this.add(
      { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'shop' }, ...content },
      { chart: 'shop', ...placing },
    );
  }

  public crd(plural: string, group: string, placing: Placing): this {
    const kind = plural.charAt(0).toUpperCase() + plural.slice(1, -1);
    return this.add(
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `${plural}.${group}` },
        spec: { group, scope: 'Namespaced', names: { plural, kind }, versions: [] },
      },
      placing,
    );
  }

  public resolve(semantics: Semantics = 'strict'): Resolution {
    return resolve(this.builder.build(), { semantics });
  }
}
