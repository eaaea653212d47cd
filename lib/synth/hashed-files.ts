import { createHash } from 'node:crypto';

/** One file as it is written. */
export interface RenderedFile {
  /** Below a cluster's folder, with slashes. */
  readonly path: string;
  readonly bytes: Buffer;
  /** Of the bytes, in hexadecimal digits. */
  readonly sha256: string;
}

/** One content of a file, and the clusters where the file has it. */
export interface HashedFile {
  readonly path: string;
  readonly sha256: string;
  /** Positions among the clusters, ascending. */
  readonly clusters: readonly number[];
}

/** Gathers what files hold: equal files of many clusters become one entry. */
export class HashedFiles {
  private readonly byPath = new Map<string, Map<string, number[]>>();

  /** Clusters must come in their order. */
  public add({ path, sha256: hash }: Pick<RenderedFile, 'path' | 'sha256'>, cluster: number): void {
    let byHash = this.byPath.get(path);
    if (byHash === undefined) {
      byHash = new Map();
      this.byPath.set(path, byHash);
    }
    const clusters = byHash.get(hash);
    if (clusters === undefined) byHash.set(hash, [cluster]);
    else clusters.push(cluster);
  }

  /** By path, then by the first cluster. */
  public sorted(): readonly HashedFile[] {
    return [...this.byPath]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([path, byHash]) => [...byHash].map(([hash, clusters]) => ({ path, sha256: hash, clusters })));
  }
}

/** In hexadecimal digits. */
export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
