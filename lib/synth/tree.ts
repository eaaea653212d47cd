import { checkDnsLabel } from '../model/label-syntax';
import { type Problem } from '../model/problem';
import { type ClusterManifests } from '../resolve/cluster-manifests';
import { type Resolution } from '../resolve/resolution';
import { fileCollisions } from './file-collisions';
import { type Layout, type ObjectFile, fileOf, isExtension, isPathBelow } from './layout';

/** A file, and which clusters have it, whatever is in it. */
export interface PlacedFile {
  /** Relative to a cluster's folder, with slashes. */
  readonly path: string;
  /** Positions in `Resolution.clusters`, ascending. */
  readonly clusters: readonly number[];
}

/** Which files the folders of the clusters have. */
export interface Tree {
  readonly layout: Layout;
  /** Sorted by path; each is on at least one cluster. */
  readonly files: readonly PlacedFile[];
  /** For each object of the resolution, its file. */
  readonly objectFiles: readonly ObjectFile[];
  /** What stands against writing it; nothing must be written then. */
  readonly problems: readonly Problem[];
}

/** Cuts what every cluster gets into files. No manifest is asked for: where an object goes does not depend on overrides. */
export function treeOf(resolution: Resolution, layout: Layout): Tree {
  const objectFiles = resolution.objects.map((object) => fileOf(object, layout));
  const problems = [
    ...clusterNameProblems(resolution.clusters),
    ...fileNameProblems(resolution, objectFiles, layout),
    ...fileCollisions(resolution, objectFiles),
  ];
  return { layout, files: placedFiles(resolution.clusters, objectFiles), objectFiles, problems };
}

function placedFiles(clusters: readonly ClusterManifests[], objectFiles: readonly ObjectFile[]): readonly PlacedFile[] {
  const files = new Map<string, number[]>();
  const clustersOfObject = objectFiles.map(({ path }) => {
    let positions = files.get(path);
    if (positions === undefined) {
      positions = [];
      files.set(path, positions);
    }
    return positions;
  });
  clusters.forEach(({ sources }, cluster) => {
    for (const source of sources) {
      const positions = clustersOfObject[source] as number[];
      if (positions.at(-1) !== cluster) positions.push(cluster);
    }
  });
  return [...files]
    .filter(([, positions]) => positions.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, positions]) => ({ path, clusters: positions }));
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
