import { createHash } from 'node:crypto';

/**
 * A set of clusters as the index names it: all of them, those named, all but those named, or the key under which a longer
 * one of these stands in the index.
 */
export type ClusterSetRef = string | readonly string[] | { readonly except: readonly string[] };

/** The key of the set that holds every cluster. */
const ALL = 'all';
/** Up to so many names stand where they are used; more stand once, under a key. */
const MAX_INLINE = 4;

/**
 * Writes sets of clusters so that what repeats stands once. A key is worked out from what the set says, so a set keeps its
 * key when others come and go; and a set that leaves out a few clusters is written as that, so that a new cluster which
 * fares like most of the fleet changes nothing.
 */
export class ClusterSetWriter {
  private readonly sets = new Map<string, ClusterSetRef>();

  /** @param clusters every cluster, in the order in which sets list them. */
  public constructor(private readonly clusters: readonly string[]) {}

  /** @param names in the order of all clusters, without repetition. */
  public refTo(names: readonly string[]): ClusterSetRef {
    if (names.length === this.clusters.length) return ALL;
    if (names.length <= MAX_INLINE) return names;
    const fewer = names.length * 2 <= this.clusters.length;
    const listed = fewer ? names : this.without(names);
    const set = fewer ? listed : { except: listed };
    if (listed.length <= MAX_INLINE) return set;
    const key = createHash('sha256')
      .update(`${fewer ? '+' : '-'}${listed.join(',')}`)
      .digest('hex')
      .slice(0, 16);
    this.sets.set(key, set);
    return key;
  }

  /** The sets that were given a key, sorted by it. */
  public keyed(): readonly (readonly [key: string, set: ClusterSetRef])[] {
    return [...this.sets].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  private without(names: readonly string[]): readonly string[] {
    const left = new Set(names);
    return this.clusters.filter((cluster) => !left.has(cluster));
  }
}

/** Reads sets of clusters back. */
export class ClusterSetReader {
  private readonly sets = new Map<string, readonly string[]>();
  private readonly known: ReadonlySet<string>;

  /** @param keyed what stands under `clusterSets` in the index. Throws as {@link namesOf}. */
  public constructor(
    private readonly clusters: readonly string[],
    keyed: Readonly<Record<string, unknown>>,
  ) {
    this.known = new Set(clusters);
    for (const [key, set] of Object.entries(keyed)) {
      if (typeof set === 'string') throw new RangeError(`the cluster set ${key} refers to another`);
      this.sets.set(key, this.namesOf(set));
    }
  }

  /**
   * The clusters of a set, the same list for the same key.
   *
   * @throws RangeError for what is no set, or names a cluster that is not there.
   */
  public namesOf(ref: unknown): readonly string[] {
    if (ref === ALL) return this.clusters;
    if (typeof ref === 'string') {
      const names = this.sets.get(ref);
      if (names === undefined) throw new RangeError(`there is no cluster set ${JSON.stringify(ref)}`);
      return names;
    }
    if (Array.isArray(ref)) return this.checked(ref);
    if (typeof ref === 'object' && ref !== null && 'except' in ref && Array.isArray(ref.except)) {
      const left = new Set(this.checked(ref.except));
      return this.clusters.filter((cluster) => !left.has(cluster));
    }
    throw new RangeError(`${JSON.stringify(ref)} is no set of clusters`);
  }

  private checked(names: readonly unknown[]): readonly string[] {
    return names.map((name) => {
      if (typeof name !== 'string' || !this.known.has(name))
        throw new RangeError(`there is no cluster ${JSON.stringify(name)}`);
      return name;
    });
  }
}
