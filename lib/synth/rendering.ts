import { type JsonObject } from '../model/json';
import { type Resolution } from '../resolve/resolution';
import { type RenderedFile, sha256 } from './hashed-files';
import { type Tree } from './tree';
import { YamlText } from './yaml/yaml-text';

/** Renders the files of a tree, one cluster after the other. What clusters share is rendered and hashed once. */
export class Rendering {
  private readonly yaml = new YamlText();
  private readonly files: readonly RecentContents[];
  /** For each object, the number of its file. */
  private readonly fileNumbers: readonly number[];

  public constructor(
    private readonly resolution: Resolution,
    { files, objectFiles }: Pick<Tree, 'files' | 'objectFiles'>,
  ) {
    const numbers = new Map(files.map(({ path }, number) => [path, number]));
    this.fileNumbers = objectFiles.map(({ path }) => numbers.get(path) ?? -1);
    this.files = files.map(({ path }) => new RecentContents(path));
  }

  /** The files of a cluster, by its position. Throws what YamlText throws. */
  public filesOf(cluster: number): readonly RenderedFile[] {
    const of = this.resolution.clusters[cluster];
    if (of === undefined) return [];
    const { manifests, sources } = of;
    const contents = new Map<number, JsonObject[]>();
    for (let index = 0; index < manifests.length; index += 1) {
      const manifest = manifests[index] as JsonObject;
      const number = this.fileNumbers[sources[index] as number] as number;
      const content = contents.get(number);
      if (content === undefined) contents.set(number, [manifest]);
      else content.push(manifest);
    }
    return [...contents].map(([number, content]) => (this.files[number] as RecentContents).file(content, this.yaml));
  }
}

/** How many contents of one file are remembered, for fleets in which a chart is the same by region, stage or the like. */
const MAX_REMEMBERED = 8;

interface Content {
  readonly manifests: readonly JsonObject[];
  readonly file: RenderedFile;
  reused: boolean;
}

/**
 * What one file held on the last clusters, told apart by the identity of its manifests: a resolution shares the manifests
 * that no override touches. What is missed is rendered again, at the price of time alone.
 */
class RecentContents {
  private readonly recent: Content[] = [];

  public constructor(private readonly path: string) {}

  public file(manifests: readonly JsonObject[], yaml: YamlText): RenderedFile {
    const found = this.recent.find((content) => sameItems(content.manifests, manifests));
    if (found !== undefined) {
      found.reused = true;
      return found.file;
    }
    const bytes = Buffer.from(yaml.documents(manifests));
    const file = { path: this.path, bytes, sha256: sha256(bytes) };
    if (this.recent.length >= MAX_REMEMBERED) {
      // A content that only one cluster has must not drive out those that many have.
      const once = this.recent.findIndex(({ reused }) => !reused);
      this.recent.splice(once < 0 ? 0 : once, 1);
    }
    this.recent.push({ manifests, file, reused: false });
    return file;
  }
}

function sameItems(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false;
  return true;
}
