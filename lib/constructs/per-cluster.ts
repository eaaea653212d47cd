import { randomUUID } from 'node:crypto';
import { type Cluster } from '../model/cluster';
import { type ClusterProperties } from '../model/cluster-property';
import { FederationError } from '../model/federation-error';
import { errorMessage } from '../model/error-message';
import { frozenJson, setOwn } from '../model/frozen-json';
import { type Json, isJsonObject } from '../model/json';
import { type JsonProblem, jsonProblems } from '../model/json-check';
import { type PerCluster, perClusterBrand } from '../model/per-cluster';

/** What a per-cluster function is told of a cluster. */
export interface ClusterInfo extends Pick<Cluster, 'name' | 'labels' | 'annotations' | 'context'> {
  /** Numbers to place by; empty where it has none. */
  readonly properties: ClusterProperties;
}

/**
 * A value that is worked out for each cluster by itself. It may stand for any part of a template or of a plain manifest:
 * a field, a list item, a whole map.
 *
 * @param value called once for each cluster on which the object may come to stand (with a ReplicaSchedulingPreference, any);
 *   pure, as the order of the calls is not stated.
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

/** Anew for each rendering, so that no text of a manifest can be taken for one. */
function newSentinel(): string {
  return `\0fed8s.per-cluster.${randomUUID()}.`;
}

const EVALUATE = Symbol.for('fed8s.per-cluster.evaluate');
const RECORDERS = Symbol.for('fed8s.per-cluster.recorders');

/** Shared by all copies of the package in a process: a token of one may stand in an app of another. */
function recorders(): Recorder[] {
  const shared = globalThis as { [RECORDERS]?: Recorder[] | undefined };
  shared[RECORDERS] ??= [];
  return shared[RECORDERS];
}

interface Recorder {
  readonly sentinel: string;
  readonly values: ((cluster: ClusterInfo) => unknown)[];
  /** What went wrong while the manifest was rendered: cdk8s makes a plain Error of everything that is thrown there. */
  misuse: FederationError | undefined;
}

class PerClusterValue<T> {
  readonly #value: (cluster: ClusterInfo) => T;

  public constructor(value: (cluster: ClusterInfo) => T) {
    this.#value = value;
    Object.defineProperty(this, perClusterBrand, { value: true });
    Object.defineProperty(this, EVALUATE, { value });
    // Whoever copies the fields of a map, as cdk8s does with labels, would lose it in silence.
    Object.defineProperty(this, 'fields', {
      enumerable: true,
      get: () => {
        throw misplaced(
          'A per-cluster value is copied as a map.',
          'Put it into the fields of the map, one value each.',
        );
      },
    });
  }

  /** Called by cdk8s when it renders the construct. */
  public resolve(): string {
    const recorder = recorders().at(-1);
    if (recorder === undefined) {
      throw new FederationError({
        code: 'per-cluster-misplaced',
        severity: 'error',
        message: 'A per-cluster value stands where it is not asked for one cluster.',
        remedy:
          "Ask a FederatedApp what a cluster gets: synth, resolve, synthYaml(cluster). As an object of KubeFed's API it can only stand in the template of a Federated construct.",
      });
    }
    return `${recorder.sentinel}${recorder.values.push(this.#value) - 1}`;
  }

  public toString(): string {
    throw joinedToText();
  }

  /** Called by JSON.stringify, which else would print an empty map. */
  public toJSON(): unknown {
    throw joinedToText();
  }
}

function joinedToText(): FederationError {
  return misplaced(
    'A per-cluster value is joined to a string, or copied as JSON.',
    'Put the whole string into the function: perCluster((cluster) => `redis:${cluster.labels.version}`).',
  );
}

function misplaced(message: string, remedy: string): FederationError {
  const error = new FederationError({ code: 'per-cluster-misplaced', severity: 'error', message, remedy });
  const recorder = recorders().at(-1);
  if (recorder !== undefined) recorder.misuse = error;
  return error;
}

/** One place of a manifest that differs from cluster to cluster. */
export interface PerClusterPlace {
  /** From the root of the manifest. */
  readonly path: readonly string[];
  readonly value: (cluster: ClusterInfo) => unknown;
}

/** Whether a value is a per-cluster one, of this copy of the package or of another. */
export function isPerCluster(value: unknown): boolean {
  return typeof value === 'object' && value !== null && perClusterBrand in value;
}

/**
 * Works a per-cluster value out for one cluster.
 *
 * @throws FederationError `per-cluster-failed` where its function throws, or gives what is no JSON.
 */
export function evaluatePerCluster(value: unknown, cluster: Cluster): unknown {
  const { [EVALUATE]: of } = value as { readonly [EVALUATE]: (cluster: ClusterInfo) => unknown };
  const outcome = evaluate(of, cluster);
  if ('value' in outcome) return outcome.value;
  throw new FederationError({
    code: 'per-cluster-failed',
    severity: 'error',
    message: `The per-cluster value ${outcome.failure}.`,
    remedy: 'Give a value for every cluster on which the object is placed; undefined leaves the field out.',
    cluster: cluster.name,
  });
}

/** What a cluster's function gives, as frozen data, or why that is nothing. */
export function evaluate(
  of: (cluster: ClusterInfo) => unknown,
  cluster: Cluster,
): { readonly value: unknown } | { readonly failure: string } {
  let result: unknown;
  try {
    result = of(clusterInfo(cluster));
  } catch (error) {
    return { failure: `threw: ${errorMessage(error)}` };
  }
  if (result === undefined) return { value: undefined };
  if (result instanceof Promise) {
    // Nobody waits for it, so nobody would catch what it throws.
    result.catch(() => undefined);
    return { failure: 'is a promise: the function must give its value at once' };
  }
  const [problem]: readonly (JsonProblem | undefined)[] = jsonProblems(result);
  if (problem !== undefined) {
    return { failure: `is not JSON${problem.path === '' ? '' : ` at ${problem.path}`}: ${problem.message}` };
  }
  // A copy: the function may give one and the same map again, and change it.
  return { value: frozenJson(result as Json) };
}

/** What users' functions are told of a cluster. */
export function clusterInfo({ name, labels, annotations, context, properties = {} }: Cluster): ClusterInfo {
  return { name, labels, annotations, properties, ...(context !== undefined && { context }) };
}

/** Whether somebody up the call stack is rendering a manifest and will put the values in. */
export function isRecordingPerCluster(): boolean {
  return recorders().length > 0;
}

/**
 * Renders a manifest; a placeholder stands wherever a per-cluster value is to be.
 *
 * @throws FederationError `per-cluster-misplaced` where a per-cluster value was joined to a string, and whatever rendering throws.
 */
export function renderPerCluster(render: () => unknown): { manifest: unknown; places: readonly PerClusterPlace[] } {
  const recorder: Recorder = { sentinel: newSentinel(), values: [], misuse: undefined };
  recorders().push(recorder);
  let manifest: unknown;
  try {
    manifest = render();
  } catch (error) {
    throw recorder.misuse ?? error;
  } finally {
    recorders().pop();
  }
  if (recorder.values.length === 0) return { manifest, places: [] };

  const places: PerClusterPlace[] = [];
  const strip = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === 'string' && value.startsWith(recorder.sentinel)) {
      const recorded = recorder.values[Number(value.slice(recorder.sentinel.length))];
      if (recorded === undefined) return value;
      places.push({ path, value: recorded });
      return placeholder(path);
    }
    if (Array.isArray(value)) return value.map((item: unknown, index) => strip(item, [...path, String(index)]));
    if (!isJsonObject(value)) return value;
    const stripped: Record<string, Json> = {};
    for (const [key, item] of Object.entries(value)) setOwn(stripped, key, strip(item, [...path, key]) as Json);
    return stripped;
  };
  return { manifest: strip(manifest, []), places };
}

/** Null, but for a label or annotation: for one that is no text KubeFed loses all of them. */
function placeholder(path: readonly string[]): Json {
  const [metadata, map] = path.slice(-3);
  return metadata === 'metadata' && (map === 'labels' || map === 'annotations') ? '' : null;
}
