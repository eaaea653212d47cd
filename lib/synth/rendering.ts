import { type JsonObject } from '../model/json';
import { type ClusterManifests } from '../resolve/cluster-manifests';
import { type Resolution } from '../resolve/resolution';
import { type RenderedFile, sha256 } from './hashed-files';
import { TextBuffer } from './text-buffer';
import { type Tree } from './tree';
import { YamlText } from './yaml/yaml-text';

/**
 * How many clusters are rendered together, one object after the other for all of them: what was just in use for an object
 * is still in the processor's cache. More would save little, and hold more in memory.
 */
const TOGETHER = 16;

/** How many contents of one file are remembered, for fleets in which a chart is the same by region, stage or the like. */
const MAX_REMEMBERED = 16;

/** Renders the files of a tree, cluster after cluster. What clusters share is rendered and hashed once. */
export class Rendering {
  private readonly yaml = new YamlText();
  private readonly shared: readonly SharedContents[];
  /** For each object, the number of its file. */
  private readonly fileNumbers: readonly number[];
  private readonly buffers = Array.from({ length: TOGETHER }, () => new TextBuffer());
  private rendered: { readonly first: number; readonly files: readonly (readonly RenderedFile[])[] } | undefined;

  public constructor(
    private readonly resolution: Resolution,
    private readonly tree: Pick<Tree, 'files' | 'objectFiles'>,
  ) {
    const numbers = new Map(tree.files.map(({ path }, number) => [path, number]));
    this.fileNumbers = tree.objectFiles.map(({ path }) => numbers.get(path) ?? -1);
    this.shared = tree.files.map(() => new SharedContents());
  }

  /** The files of a cluster, by its position. Quick when asked in order. Throws what YamlText throws. */
  public filesOf(cluster: number): readonly RenderedFile[] {
    const first = cluster - (cluster % TOGETHER);
    if (this.rendered?.first !== first) {
      const clusters = this.resolution.clusters.slice(first, first + TOGETHER);
      this.rendered = { first, files: this.render(clusters) };
    }
    return this.rendered.files[cluster - first] ?? [];
  }

  private render(clusters: readonly ClusterManifests[]): readonly (readonly RenderedFile[])[] {
    const files = clusters.map((): RenderedFile[] => []);
    const unshared = new Map<number, Unshared[]>();
    clusters.forEach((cluster, position) => {
      for (const [number, indexes] of this.contentsOf(cluster)) {
        if (indexes.every((index) => cluster.isShared(index))) {
          const manifests = indexes.map((index) => cluster.make(index));
          const render = (): RenderedFile => this.file(number, Buffer.from(this.yaml.documents(manifests)));
          files[position]?.push((this.shared[number] as SharedContents).get(manifests, render));
          continue;
        }
        const job = { cluster, position, indexes };
        const jobs = unshared.get(number);
        if (jobs === undefined) unshared.set(number, [job]);
        else jobs.push(job);
      }
    });
    for (const [number, jobs] of unshared) {
      this.renderTogether(jobs).forEach((bytes, at) => {
        files[(jobs[at] as Unshared).position]?.push(this.file(number, bytes));
      });
    }
    return files;
  }

  /** By the number of the file, which manifests of a cluster are in it. */
  private contentsOf({ sources }: ClusterManifests): ReadonlyMap<number, readonly number[]> {
    const contents = new Map<number, number[]>();
    for (let index = 0; index < sources.length; index += 1) {
      const number = this.fileNumbers[sources[index] as number] as number;
      const indexes = contents.get(number);
      if (indexes === undefined) contents.set(number, [index]);
      else indexes.push(index);
    }
    return contents;
  }

  /** One file of several clusters: the first document of each, the second of each, and so on. */
  private renderTogether(jobs: readonly Unshared[]): readonly Buffer[] {
    for (const buffer of this.buffers) buffer.clear();
    const length = Math.max(...jobs.map(({ indexes }) => indexes.length));
    for (let document = 0; document < length; document += 1) {
      for (let at = 0; at < jobs.length; at += 1) {
        const { cluster, indexes } = jobs[at] as Unshared;
        const index = indexes[document];
        if (index === undefined) continue;
        const buffer = this.buffers[at] as TextBuffer;
        if (document > 0) buffer.append('---\n');
        buffer.append(this.yaml.manifest(cluster.make(index)));
      }
    }
    return jobs.map((_, at) => (this.buffers[at] as TextBuffer).bytes());
  }

  private file(number: number, bytes: Buffer): RenderedFile {
    return { path: this.tree.files[number]?.path ?? '', bytes, sha256: sha256(bytes) };
  }
}

/** A file that overrides make different on its cluster. */
interface Unshared {
  readonly cluster: ClusterManifests;
  /** Of the cluster, among those rendered together. */
  readonly position: number;
  /** Of the manifests, among those of the cluster. */
  readonly indexes: readonly number[];
}

/**
 * What one file held on the last clusters where no override touched it, told apart by the identity of its manifests. What
 * is missed is rendered again, at the price of time alone.
 */
class SharedContents {
  private readonly recent: { readonly manifests: readonly JsonObject[]; readonly file: RenderedFile }[] = [];

  public get(manifests: readonly JsonObject[], render: () => RenderedFile): RenderedFile {
    const found = this.recent.find((content) => sameItems(content.manifests, manifests));
    if (found !== undefined) return found.file;
    const file = render();
    if (this.recent.length >= MAX_REMEMBERED) this.recent.shift();
    this.recent.push({ manifests, file });
    return file;
  }
}

function sameItems(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false;
  return true;
}
