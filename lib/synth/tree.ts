import { type JsonObject } from '../model/json';
import { checkDnsLabel } from '../model/label-syntax';
import { type Problem } from '../model/problem';
import { type ClusterManifests, type Resolution } from '../resolve/resolution';
import { fileCollisions } from './file-collisions';
import { type Layout, type ObjectFile, fileOf, isExtension, isPathBelow } from './layout';

/** One file, as some of the clusters have it. */
export interface TreeFile {
  /** Relative to a cluster's folder, with slashes. */
  readonly path: string;
  readonly manifests: readonly JsonObject[];
  /** Which clusters have it: positions in `Resolution.clusters`, ascending. */
  readonly clusters: readonly number[];
}

/** The files of all clusters; what many clusters share is here once. */
export interface Tree {
  readonly layout: Layout;
  /** Sorted by path, then by the first cluster. */
  readonly files: readonly TreeFile[];
  /** For each object of the resolution, its file. */
  readonly objectFiles: readonly ObjectFile[];
  /** What stands against writing it; nothing must be written then. */
  readonly problems: readonly Problem[];
}

/** Cuts what every cluster gets into files. */
export function treeOf(resolution: Resolution, layout: Layout): Tree {
  const objectFiles = resolution.objects.map((object) => fileOf(object, layout));
  const problems = [
    ...clusterNameProblems(resolution.clusters),
    ...fileNameProblems(resolution, objectFiles, layout),
    ...fileCollisions(resolution, objectFiles),
  ];
  return { layout, files: filesOf(resolution.clusters, objectFiles), objectFiles, problems };
}

interface Variant {
  readonly manifests: readonly JsonObject[];
  readonly clusters: number[];
}

/**
 * The contents that one file has on the clusters, told apart by the identity of their manifests. A resolution shares equal
 * manifests, so that comparing pointers finds nearly all equal files; one that it misses is rendered twice, no more.
 */
class Variants {
  public readonly all: Variant[] = [];
  private readonly byHash = new Map<number, Variant[]>();
  private last: Variant | undefined;

  public constructor(private readonly ids: ManifestIds) {}

  /** The manifests must not change afterwards. */
  public add(manifests: readonly JsonObject[], cluster: number): void {
    if (this.last === undefined || !sameItems(this.last.manifests, manifests)) this.last = this.find(manifests);
    this.last.clusters.push(cluster);
  }

  private find(manifests: readonly JsonObject[]): Variant {
    let hash = 0;
    for (const manifest of manifests) hash = (Math.imul(hash, 31) + this.ids.of(manifest)) | 0;
    let alike = this.byHash.get(hash);
    if (alike === undefined) {
      alike = [];
      this.byHash.set(hash, alike);
    }
    let variant = alike.find((one) => sameItems(one.manifests, manifests));
    if (variant === undefined) {
      variant = { manifests, clusters: [] };
      alike.push(variant);
      this.all.push(variant);
    }
    return variant;
  }
}

/** A small number for each manifest, by identity. */
class ManifestIds {
  private readonly ids = new Map<JsonObject, number>();

  public of(manifest: JsonObject): number {
    let id = this.ids.get(manifest);
    if (id === undefined) {
      id = this.ids.size + 1;
      this.ids.set(manifest, id);
    }
    return id;
  }
}

function filesOf(clusters: readonly ClusterManifests[], objectFiles: readonly ObjectFile[]): readonly TreeFile[] {
  const paths = [...new Set(objectFiles.map(({ path }) => path))].sort();
  const numbers = new Map(paths.map((path, number) => [path, number]));
  // For each object the number of its file; a path is looked up once an object, not once a manifest.
  const fileNumbers = objectFiles.map(({ path }) => numbers.get(path) as number);
  const ids = new ManifestIds();
  const variants = paths.map(() => new Variants(ids));

  const contents: (JsonObject[] | undefined)[] = paths.map(() => undefined);
  clusters.forEach(({ manifests, sources }, cluster) => {
    const touched: number[] = [];
    for (let index = 0; index < manifests.length; index += 1) {
      const manifest = manifests[index] as JsonObject;
      const number = fileNumbers[sources[index] as number] as number;
      const content = contents[number];
      if (content !== undefined) content.push(manifest);
      else {
        contents[number] = [manifest];
        touched.push(number);
      }
    }
    for (const number of touched) {
      variants[number]?.add(contents[number] ?? [], cluster);
      contents[number] = undefined;
    }
  });
  return paths.flatMap((path, number) => (variants[number]?.all ?? []).map((variant) => ({ path, ...variant })));
}

function sameItems(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false;
  return true;
}

/** Cluster names were checked when they were read; as they become folders, nothing here relies on that. */
function clusterNameProblems(clusters: readonly ClusterManifests[]): readonly Problem[] {
  return clusters.flatMap(({ name }): readonly Problem[] => {
    const problem = checkDnsLabel(name);
    if (problem === undefined) return [];
    return [
      {
        code: 'invalid-cluster-name',
        severity: 'error',
        message: `${JSON.stringify(name)} is no cluster name, and cannot name a folder: ${problem}.`,
        remedy: 'Name the cluster by a DNS label, for example eu-west-1.',
        cluster: name,
      },
    ];
  });
}

function fileNameProblems(
  { objects }: Resolution,
  objectFiles: readonly ObjectFile[],
  { filePer, extension }: Layout,
): readonly Problem[] {
  if (!isExtension(extension)) {
    return [
      {
        code: 'invalid-option',
        severity: 'error',
        message: `${JSON.stringify(extension)} cannot end a file name.`,
        remedy: 'Write an extension of letters, digits, "-", "_" and ".", for example .k8s.yaml.',
      },
    ];
  }
  const told = new Set<string>();
  return objectFiles.flatMap(({ path, owner }, position): readonly Problem[] => {
    const segments = filePer === 'resource-in-chart-folder' && owner.kind === 'object' ? 2 : 1;
    if ((isPathBelow(path) && path.split('/').length === segments) || told.has(path)) return [];
    told.add(path);
    const object = objects[position];
    return [
      {
        code: 'invalid-file-name',
        severity: 'error',
        message: `${JSON.stringify(path)} cannot name a file on every system.`,
        remedy:
          'Give the chart a name of letters, digits, "-", "_" and ".", and the object a name that leaves the file name under 256 characters, or write one file a chart.',
        ...(object !== undefined && { object: object.ref }),
        ...(object?.origin !== undefined && { origin: object.origin }),
      },
    ];
  });
}
