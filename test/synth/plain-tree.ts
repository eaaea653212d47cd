import { ClusterManifests } from '../../lib/resolve/cluster-manifests';
import { Decisions } from '../../lib/resolve/decisions';
import { type RenderedFile, sha256 } from '../../lib/synth/hashed-files';
import { defaultLayout } from '../../lib/synth/layout';
import { treeIndexText } from '../../lib/synth/tree-index-text';
import { type FolderTree } from '../../lib/synth/write-tree';

/** Texts by cluster and path. */
export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A tree of plain texts, for tests of the writer alone. */
export function plainTree(texts: Texts): FolderTree {
  const clusters = Object.keys(texts).sort();
  const filesOf = (cluster: number): readonly RenderedFile[] =>
    Object.entries(texts[clusters[cluster] as string] ?? {}).map(([path, text]) => {
      const bytes = Buffer.from(text);
      return { path, bytes, sha256: sha256(bytes) };
    });
  const paths = [...new Set(Object.values(texts).flatMap((files) => Object.keys(files)))].sort();
  const files = paths.map((path) => ({
    path,
    clusters: clusters.flatMap((name, position) => (Object.hasOwn(texts[name] ?? {}, path) ? [position] : [])),
  }));
  return {
    clusters,
    files,
    filesOf,
    index: (contents) =>
      treeIndexText(
        {
          semantics: 'strict',
          clusters: clusters.map((name, cluster) => new ClusterManifests({ name, cluster }, [], [])),
          objects: [],
          status: [],
          decisions: new Decisions([], clusters.length),
          choices: new Map(),
          policies: { choice: () => undefined, division: () => undefined },
          problems: [],
        },
        { layout: defaultLayout, files, objectFiles: [], problems: [] },
        contents,
      ),
  };
}

/** What a folder must hold after the tree was written into it, the index left out. */
export function filesIn(texts: Texts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([cluster, files]) =>
      Object.entries(files).map(([path, text]) => [`${cluster}/${path}`, text]),
    ),
  );
}
