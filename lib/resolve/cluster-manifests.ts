import { type Json, type JsonObject } from '../model/json';
import { type ManifestMaker } from './manifest-maker';

/**
 * What one cluster gets, made when it is asked for: a fleet's manifests need not all be in memory at once.
 */
export class ClusterManifests {
  public readonly name: string;
  /** Its kubeconfig context, where the federation names one. */
  declare public readonly context?: string;
  /** For each manifest, the position in `Resolution.objects` of the object that it came from. */
  public readonly sources: readonly number[];
  /**
   * Namespaces first, then CustomResourceDefinitions, then the rest in the order of the federation. Frozen. A manifest that
   * no override touches is the same object for every cluster; the others are made when the list is asked for, and the list
   * is kept only as long as somebody holds it.
   */
  declare public readonly manifests: readonly JsonObject[];

  readonly #cluster: number;
  readonly #makers: readonly (ManifestMaker | undefined)[];
  #held: WeakRef<readonly JsonObject[]> | undefined;

  /**
   * @param of its name, its position among the clusters, and its context.
   * @param makers by position of the object.
   */
  public constructor(
    of: { readonly name: string; readonly cluster: number; readonly context?: string | undefined },
    sources: readonly number[],
    makers: readonly (ManifestMaker | undefined)[],
  ) {
    this.name = of.name;
    if (of.context !== undefined) this.context = of.context;
    this.sources = Object.freeze(sources);
    this.#cluster = of.cluster;
    this.#makers = makers;
    // Its own, so that it is seen by whatever looks at an object's data.
    Object.defineProperty(this, 'manifests', { enumerable: true, get: () => this.all() });
  }

  /** Whether the manifest at a position is one that several clusters have, so that it is kept. */
  public isShared(at: number): boolean {
    return this.makerOf(at).isShared(this.#cluster);
  }

  /** The manifest at a position, made for the caller alone and not frozen where it is not shared. */
  public make(at: number): JsonObject {
    return this.makerOf(at).manifest(this.#cluster);
  }

  private makerOf(at: number): ManifestMaker {
    return this.#makers[this.sources[at] as number] as ManifestMaker;
  }

  private all(): readonly JsonObject[] {
    const known = this.#held?.deref();
    if (known !== undefined) return known;
    const made = Object.freeze(this.sources.map((_, at) => deepFreeze(this.make(at))));
    this.#held = new WeakRef(made);
    return made;
  }
}

/** Freezes what overrides made anew; whatever is shared is frozen already. */
function deepFreeze(manifest: JsonObject): JsonObject {
  const freeze = (node: Json): void => {
    if (typeof node !== 'object' || node === null || Object.isFrozen(node)) return;
    Object.freeze(node);
    for (const child of Object.values(node)) freeze(child);
  };
  freeze(manifest);
  return manifest;
}
