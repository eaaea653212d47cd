import { type Cluster } from '../model/cluster';
import { FederationError } from '../model/federation-error';
import { setOwn } from '../model/frozen-json';
import { type Json, isJsonObject } from '../model/json';
import { type PerCluster } from '../model/per-cluster';

/** What a per-cluster function is told of a cluster. */
export type ClusterInfo = Pick<Cluster, 'name' | 'labels' | 'annotations' | 'context'>;

/**
 * A value that is worked out for each cluster by itself. It may stand for any part of a template or of a plain manifest:
 * a field, a list item, a whole map.
 *
 * @param value called once for each cluster on which the object is placed; pure, as the order of the calls is not stated.
 *   Undefined leaves the field out on that cluster.
 * @returns a token, typed as the value so that it fits wherever the value would. It cannot be looked into or joined to
 *   a string: do such work inside the function.
 *
 * @example
 * new FederatedConfigMap(chart, 'region', {
 *   template: { data: { region: perCluster((cluster) => cluster.labels.region ?? 'none') } },
 * });
 */
export function perCluster<T>(value: (cluster: ClusterInfo) => T): T & PerCluster<T> {
  return new PerClusterValue(value) as unknown as T & PerCluster<T>;
}

const SENTINEL = '\0fed8s.per-cluster.';
const RECORDERS = Symbol.for('fed8s.per-cluster.recorders');

/** Shared by all copies of the package in a process: a token of one may stand in an app of another. */
function recorders(): Recorder[] {
  const shared = globalThis as { [RECORDERS]?: Recorder[] | undefined };
  shared[RECORDERS] ??= [];
  return shared[RECORDERS];
}

type Recorder = ((cluster: ClusterInfo) => unknown)[];

class PerClusterValue<T> {
  public constructor(private readonly value: (cluster: ClusterInfo) => T) {}

  /** Called by cdk8s when it renders the construct. */
  public resolve(): string {
    const recorder = recorders().at(-1);
    if (recorder === undefined) {
      throw new FederationError({
        code: 'per-cluster-misplaced',
        severity: 'error',
        message: 'A per-cluster value stands where no clusters are known.',
        remedy: 'Use a FederatedApp, or put the value into the template of a Federated construct.',
      });
    }
    return `${SENTINEL}${recorder.push(this.value) - 1}`;
  }

  public toString(): string {
    throw new FederationError({
      code: 'per-cluster-misplaced',
      severity: 'error',
      message: 'A per-cluster value is joined to a string.',
      remedy: 'Put the whole string into the function: perCluster((cluster) => `redis:${cluster.labels.version}`).',
    });
  }
}

/** One place of a manifest that differs from cluster to cluster. */
export interface PerClusterPlace {
  /** From the root of the manifest. */
  readonly path: readonly string[];
  readonly value: (cluster: ClusterInfo) => unknown;
}

/** Whether somebody up the call stack is rendering a manifest and will put the values in. */
export function isRecordingPerCluster(): boolean {
  return recorders().length > 0;
}

/** Renders a manifest; null stands wherever a per-cluster value is to be. */
export function renderPerCluster(render: () => unknown): { manifest: unknown; places: readonly PerClusterPlace[] } {
  const recorder: Recorder = [];
  recorders().push(recorder);
  let manifest: unknown;
  try {
    manifest = render();
  } finally {
    recorders().pop();
  }
  if (recorder.length === 0) return { manifest, places: [] };

  const places: PerClusterPlace[] = [];
  const strip = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string' && value.startsWith(SENTINEL)) {
      const recorded = recorder[Number(value.slice(SENTINEL.length))];
      if (recorded === undefined) return value;
      places.push({ path, value: recorded });
      return null;
    }
    if (Array.isArray(value)) return value.map((item: unknown, index) => strip(item, [...path, String(index)]));
    if (!isJsonObject(value)) return value;
    const stripped: Record<string, Json> = {};
    for (const [key, item] of Object.entries(value)) setOwn(stripped, key, strip(item, [...path, key]) as Json);
    return stripped;
  };
  return { manifest: strip(manifest, []), places };
}
