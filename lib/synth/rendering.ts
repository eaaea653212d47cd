import { type JsonObject } from '../model/json';
import { type Resolution } from '../resolve/resolution';
import { type RenderedFile, sha256 } from './hashed-files';
import { type Tree } from './tree';
import { YamlText } from './yaml/yaml-text';

/** Renders the files of a tree, one cluster after the other. What clusters share is rendered and hashed once. */
export class Rendering {
  private readonly yaml = new YamlText();
  private readonly files: readonly SharedContents[];
  /** For each object, the number of its file. */
  private readonly fileNumbers: readonly number[];

  public constructor(
    private readonly resolution: Resolution,
    { files, objectFiles }: Pick<Tree, 'files' | 'objectFiles'>,
  ) {
    const numbers = new Map(files.map(({ path }, number) => [path, number]));
    this.fileNumbers = objectFiles.map(({ path }) => numbers.get(path) ?? -1);
    this.files = files.map(({ path }) => new SharedContents(path));
  }

  /** The files of a cluster, by its position. Throws what YamlText throws. */
  public filesOf(cluster: number): readonly RenderedFile[] {
    const of = this.resolution.clusters[cluster];
    if (of === undefined) return [];
    const contents = new Map<number, { manifests: JsonObject[]; shared: boolean }>();
    for (let index = 0; index < of.sources.length; index += 1) {
      const number = this.fileNumbers[of.sources[index] as number] as number;
      let content = contents.get(number);
      if (content === undefined) {
        content = { manifests: [], shared: true };
        contents.set(number, content);
      }
      content.manifests.push(of.make(index));
      content.shared &&= of.isShared(index);
    }
    return [...contents].map(([number, { manifests, shared }]) => {
      const file = this.files[number] as SharedContents;
      return shared ? file.file(manifests, this.yaml) : render(file.path, manifests, this.yaml);
    });
  }
}

/** How many contents of one file are remembered, for fleets in which a chart is the same by region, stage or the like. */
const MAX_REMEMBERED = 16;

/**
 * What one file held on the last clusters where no override touched it, told apart by the identity of its manifests. What
 * is missed is rendered again, at the price of time alone.
 */
class SharedContents {
  private readonly recent: { readonly manifests: readonly JsonObject[]; readonly file: RenderedFile }[] = [];

  public constructor(public readonly path: string) {}

  public file(manifests: readonly JsonObject[], yaml: YamlText): RenderedFile {
    const found = this.recent.find((content) => sameItems(content.manifests, manifests));
    if (found !== undefined) return found.file;
    const file = render(this.path, manifests, yaml);
    if (this.recent.length >= MAX_REMEMBERED) this.recent.shift();
    this.recent.push({ manifests, file });
    return file;
  }
}

function render(path: string, manifests: readonly JsonObject[], yaml: YamlText): RenderedFile {
  const bytes = Buffer.from(yaml.documents(manifests));
  return { path, bytes, sha256: sha256(bytes) };
}

function sameItems(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false;
  return true;
}
