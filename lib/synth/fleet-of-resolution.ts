import { type FleetPart, type FleetView, type PartDocument } from '../plan/fleet-view';
import { memberRef } from '../model/federated-object';
import { objectKey } from '../model/object-ref';
import { type ClusterManifests } from '../resolve/cluster-manifests';
import { type Resolution } from '../resolve/resolution';
import { DocumentCache, documentTexts } from './document-texts';
import { type RenderedFile } from './hashed-files';
import { Rendering } from './rendering';
import { type Tree } from './tree';

/** What a resolution gives every cluster, cut into the files of its tree. Ask for one cluster after the other. */
export function fleetOfResolution(resolution: Resolution, tree: Tree): FleetView {
  const rendering = new Rendering(resolution, tree);
  const positions = new Map(resolution.clusters.map(({ name }, position) => [name, position]));
  const cache = new DocumentCache();
  const placed = new Set(resolution.clusters.flatMap(({ sources }) => sources));
  const keys = new Set(
    resolution.objects.filter((_, position) => placed.has(position)).map((object) => objectKey(memberRef(object))),
  );
  return {
    clusters: resolution.clusters.map(({ name }) => name),
    countOf: (name) => resolution.clusters[positions.get(name) ?? -1]?.sources.length ?? 0,
    has: (key) => keys.has(key),
    partsOf: (name) => {
      const position = positions.get(name) ?? -1;
      const cluster = resolution.clusters[position];
      if (cluster === undefined) return new Map();
      return new Map(
        rendering.filesOf(position).map((file): [string, FleetPart] => [
          file.path,
          {
            hash: file.sha256,
            documents: () => cache.get(file.sha256, () => documentsOf(file, cluster, tree)),
          },
        ]),
      );
    },
  };
}

/** Written in the order of what the cluster gets, a document each. */
function documentsOf(
  file: RenderedFile,
  cluster: ClusterManifests,
  { objectFiles }: Pick<Tree, 'objectFiles'>,
): readonly PartDocument[] {
  const ofFile = cluster.sources.flatMap((source, at) => (objectFiles[source]?.path === file.path ? [at] : []));
  return documentTexts(file.bytes.toString()).map((text, index) => ({
    text,
    manifests: () => [cluster.make(ofFile[index] as number)],
  }));
}
