import { type Cluster } from '../model/cluster';
import { type FederatedType, builtInTypes } from '../model/federated-type';
import { type FederatedObject } from '../model/federated-object';
import { type Semantics } from '../model/finding';
import { type JsonObject, isJsonObject } from '../model/json';
import { jsonProblems } from '../model/json-check';
import { ObjectReader } from '../model/object-reader';
import { type OverrideLayer } from '../model/override';
import { LayerStack } from '../resolve/overrides/layer-stack';
import { ClusterIndex } from '../resolve/placement/cluster-index';
import { manifestOfTemplate } from '../resolve/template';

/** The manifest of one object while its overrides are still being worked out. */
export class ManifestSoFar {
  private readonly clusters: readonly Cluster[];
  private readonly index: ClusterIndex;

  private constructor(
    private readonly object: FederatedObject,
    /** Without any overrides. */
    public readonly base: JsonObject,
    clusters: readonly Cluster[],
  ) {
    this.clusters = [...clusters].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.index = new ClusterIndex(this.clusters);
  }

  /** Undefined where an object is not read, or its template is none: that is told of where it is resolved. */
  public static of(
    manifest: unknown,
    {
      type,
      clusters,
      semantics,
    }: { type: FederatedType | undefined; clusters: readonly Cluster[]; semantics: Semantics },
  ): ManifestSoFar | undefined {
    if (!isJsonObject(manifest) || jsonProblems(manifest).length > 0) return undefined;
    if (typeof manifest.kind !== 'string' || typeof manifest.apiVersion !== 'string') return undefined;
    const reader = new ObjectReader(builtInTypes, [manifest], () => undefined);
    const object = reader.read(manifest, { type, surroundings: { placement: undefined, overrides: [] } });
    if (object === undefined || object === 'left-alone') return undefined;
    const base = object.form === 'plain' ? (object.template as JsonObject) : manifestOfTemplate(object, semantics);
    return base && new ManifestSoFar(object, base, clusters);
  }

  /** The kind that the members get. */
  public get kind(): string {
    return this.object.target.kind;
  }

  /** As layers leave it on a cluster. @throws FederationError where one of them cannot be applied. */
  public on(cluster: Cluster, layers: readonly OverrideLayer[]): JsonObject {
    const { index, clusters } = this;
    const stack = new LayerStack(layers, { index, clusters, target: this.object.target });
    return stack.apply(this.base, index.position(cluster.name) ?? -1);
  }
}
