import { FederationError } from '../model/federation-error';
import { type JsonObject } from '../model/json';
import { type FleetPart, type FleetView } from '../plan/fleet-view';
import { DocumentCache, documentTexts } from './document-texts';
import { sha256 } from './hashed-files';
import { countByCluster, inventoryOfIndex } from './inventory-of-index';
import { type TreeIndex } from './tree-index';

/** Where a tree is kept: a folder, a commit. */
export interface TreeStore {
  /** The bytes of a file, by its path from the root of the tree; undefined where there is none. */
  readonly read: (path: string) => Buffer | undefined;
  /** The manifests of a file. @throws FederationError where it cannot be read. */
  readonly parse: (text: string, path: string) => readonly JsonObject[];
}

/** What a tree gave every cluster. Files are hashed as they are, so that hand edits count; each content is read once. */
export function fleetOfTree(index: TreeIndex, { read, parse }: TreeStore): FleetView {
  const files = new Map(index.clusters.map((cluster) => [cluster, new Set<string>()]));
  for (const { path, clusters } of index.files) for (const cluster of clusters) files.get(cluster)?.add(path);
  const inventory = inventoryOfIndex(index);
  const counts = countByCluster(inventory);
  const cache = new DocumentCache();
  const parsed = new Map<string, readonly JsonObject[]>();
  const parsedOnce = (text: string, path: string): readonly JsonObject[] => {
    const manifests = parsed.get(text) ?? parse(text, path);
    parsed.set(text, manifests);
    return manifests;
  };
  const partOf = (cluster: string, path: string): FleetPart => {
    const bytes = read(`${cluster}/${path}`);
    if (bytes === undefined) throw missing(`${cluster}/${path}`);
    const hash = sha256(bytes);
    const cut = () =>
      documentTexts(bytes.toString()).map((text) => ({
        text,
        manifests: () => parsedOnce(text, `${cluster}/${path}`),
      }));
    return { hash, documents: () => cache.get(hash, cut) };
  };
  return {
    clusters: index.clusters,
    countOf: (cluster) => counts.get(cluster) ?? 0,
    has: (key) => inventory.objects.has(key),
    partsOf: (cluster) => new Map([...(files.get(cluster) ?? [])].map((path) => [path, partOf(cluster, path)])),
  };
}

function missing(path: string): FederationError {
  return new FederationError({
    code: 'no-earlier-tree',
    severity: 'error',
    message: `The earlier tree has no file ${path}, which its index names.`,
    remedy: 'Restore it from version control, or name another tree.',
  });
}
