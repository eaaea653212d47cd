import { type ApiType } from '../model/federated-type';
import { errorMessage } from '../model/error-message';
import { FederationError } from '../model/federation-error';
import { type Semantics } from '../model/finding';
import { isJsonObject } from '../model/json';
import { checkDnsLabel } from '../model/label-syntax';
import { type ObjectRef } from '../model/object-ref';
import { type ReasonCode } from '../resolve/decisions';
import { type PropagationRow } from '../resolve/propagation-row';
import { type ConditionReason } from '../resolve/resolution';
import { ClusterSetReader } from './cluster-sets';
import { type Layout, filePerValues, isPathBelow } from './layout';

/** The name of the index, at the root of the output folder. */
export const INDEX_FILE = 'fed8s.json';
/** The version of the index's form. Fields may be added to it; a reader leaves alone what it does not know. */
export const INDEX_API_VERSION = 'fed8s.dev/v1';

/** What a written folder says of itself: what is in it, and why. */
export interface TreeIndex {
  readonly semantics: Semantics;
  readonly layout: Layout;
  /** Sorted; the folder of a cluster without a file is empty. */
  readonly clusters: readonly string[];
  /** The kubeconfig context of every cluster for which the federation names one. */
  readonly contexts: ReadonlyMap<string, string>;
  /** In the order of the federation. */
  readonly objects: readonly IndexedObject[];
  readonly files: readonly IndexedFile[];
}

/** One object of the federation, and what became of it. */
export interface IndexedObject {
  /** As it was declared. */
  readonly ref: ObjectRef;
  readonly form: 'federated' | 'plain';
  /** What the members get. */
  readonly target: ApiType;
  /** Its namespace on the members; absent for cluster-scoped targets. */
  readonly namespace?: string;
  readonly chart: string;
  /** Below the folder of each cluster that gets it, with slashes. */
  readonly file: string;
  readonly origin?: string;
  /** By reason; together they name every cluster once. */
  readonly decisions: readonly IndexedDecision[];
  /** What KubeFed would report, where it is not that all is well. */
  readonly propagation?: IndexedPropagation;
}

/** Why an object is, or is not, on some clusters. */
export interface IndexedDecision {
  readonly placed: boolean;
  readonly reason: ReasonCode;
  readonly detail: string;
  readonly clusters: readonly string[];
}

/** The condition `Propagation` where it is False. */
export interface IndexedPropagation {
  readonly reason?: ConditionReason;
  /** The rows of clusters that are not well. */
  readonly rows: readonly { readonly status: PropagationRow; readonly clusters: readonly string[] }[];
}

/** One file as some clusters have it. */
export interface IndexedFile {
  /** Below the cluster's folder, with slashes. */
  readonly path: string;
  /** Of its bytes, in hexadecimal digits. */
  readonly sha256: string;
  readonly clusters: readonly string[];
}

/**
 * Reads an index.
 *
 * @throws FederationError `invalid-index` where it is damaged, was written by a newer fed8s, or names a path that would lead
 *   out of the folder.
 */
export function readTreeIndex(text: string): TreeIndex {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalidIndex(errorMessage(error));
  }
  if (!isJsonObject(json) || json.kind !== 'Tree') throw invalidIndex('it is no index of a tree');
  if (json.apiVersion !== INDEX_API_VERSION) {
    throw invalidIndex(
      `its apiVersion is ${JSON.stringify(json.apiVersion)}, and this fed8s reads ${INDEX_API_VERSION}`,
      'Use the fed8s that wrote it, or a newer one.',
    );
  }
  try {
    return treeIndexOf(json);
  } catch (error) {
    if (error instanceof RangeError) throw invalidIndex(error.message);
    throw error;
  }
}

function invalidIndex(what: string, remedy?: string): FederationError {
  return new FederationError({
    code: 'invalid-index',
    severity: 'error',
    message: `${INDEX_FILE} cannot be read: ${what}.`,
    remedy:
      remedy ??
      `Restore ${INDEX_FILE} from version control (after a merge conflict, take either side of it), or empty the folder, and run again.`,
  });
}

function treeIndexOf(json: Readonly<Record<string, unknown>>): TreeIndex {
  const { semantics } = json;
  if (semantics !== 'strict' && semantics !== 'kubefed')
    throw new RangeError('semantics is neither strict nor kubefed');
  const clusters = listOf(json.clusters, 'clusters', (cluster) => {
    if (checkDnsLabel(text(cluster, 'clusters')) !== undefined)
      throw new RangeError(`${JSON.stringify(cluster)} is no cluster`);
    return cluster as string;
  });
  const sets = new ClusterSetReader(clusters, mapOf(json.clusterSets, 'clusterSets'));
  return {
    semantics,
    layout: layoutOf(mapOf(json.layout, 'layout')),
    clusters,
    contexts: contextsOf(mapOf(json.contexts ?? {}, 'contexts'), clusters),
    objects: listOf(json.objects, 'objects', (object) => objectOf(mapOf(object, 'objects'), sets)),
    files: listOf(json.files, 'files', (item) => {
      const file = mapOf(item, 'files');
      const path = text(file.path, 'files.path');
      if (!isPathBelow(path)) throw new RangeError(`${JSON.stringify(path)} is no path below a cluster's folder`);
      return { path, sha256: text(file.sha256, 'files.sha256'), clusters: sets.namesOf(file.clusters) };
    }),
  };
}

function contextsOf(
  contexts: Readonly<Record<string, unknown>>,
  clusters: readonly string[],
): ReadonlyMap<string, string> {
  const entries = Object.entries(contexts).map(([cluster, context]) => {
    if (!clusters.includes(cluster))
      throw new RangeError(`contexts names ${JSON.stringify(cluster)}, which is no cluster`);
    return [cluster, text(context, 'contexts')] as const;
  });
  return new Map(entries);
}

function layoutOf({ filePer, extension }: Readonly<Record<string, unknown>>): Layout {
  const known = filePerValues.find((value) => value === filePer);
  if (known === undefined) throw new RangeError('layout.filePer has an unknown value');
  return { filePer: known, extension: text(extension, 'layout.extension') };
}

function objectOf(object: Readonly<Record<string, unknown>>, sets: ClusterSetReader): IndexedObject {
  const { form, propagation } = object;
  if (form !== 'federated' && form !== 'plain') throw new RangeError('objects.form is neither federated nor plain');
  const ref = mapOf(object.ref, 'objects.ref');
  const target = mapOf(object.target, 'objects.target');
  const { scope } = target;
  if (scope !== 'Cluster' && scope !== 'Namespaced') throw new RangeError('objects.target.scope is unknown');
  return {
    ref: {
      apiVersion: text(ref.apiVersion, 'objects.ref.apiVersion'),
      kind: text(ref.kind, 'objects.ref.kind'),
      ...(ref.namespace !== undefined && { namespace: text(ref.namespace, 'objects.ref.namespace') }),
      name: text(ref.name, 'objects.ref.name'),
    },
    form,
    target: {
      group: text(target.group, 'objects.target.group'),
      version: text(target.version, 'objects.target.version'),
      kind: text(target.kind, 'objects.target.kind'),
      pluralName: text(target.pluralName, 'objects.target.pluralName'),
      scope,
    },
    ...(object.namespace !== undefined && { namespace: text(object.namespace, 'objects.namespace') }),
    chart: text(object.chart, 'objects.chart'),
    file: text(object.file, 'objects.file'),
    ...(object.origin !== undefined && { origin: text(object.origin, 'objects.origin') }),
    decisions: listOf(object.decisions, 'objects.decisions', (item) => {
      const { placed, reason, detail, clusters } = mapOf(item, 'objects.decisions');
      if (typeof placed !== 'boolean') throw new RangeError('objects.decisions.placed is neither true nor false');
      return {
        placed,
        // A newer minor version may know more reasons; they are shown as they stand.
        reason: text(reason, 'objects.decisions.reason') as ReasonCode,
        detail: text(detail, 'objects.decisions.detail'),
        clusters: sets.namesOf(clusters),
      };
    }),
    ...(propagation !== undefined && { propagation: propagationOf(mapOf(propagation, 'objects.propagation'), sets) }),
  };
}

function propagationOf(
  { reason, rows }: Readonly<Record<string, unknown>>,
  sets: ClusterSetReader,
): IndexedPropagation {
  return {
    ...(reason !== undefined && { reason: text(reason, 'objects.propagation.reason') as ConditionReason }),
    rows: listOf(rows, 'objects.propagation.rows', (item) => {
      const { status, clusters } = mapOf(item, 'objects.propagation.rows');
      return {
        status: text(status, 'objects.propagation.rows.status') as PropagationRow,
        clusters: sets.namesOf(clusters),
      };
    }),
  };
}

function text(value: unknown, field: string): string {
  if (typeof value !== 'string') throw new RangeError(`${field} holds what is no string`);
  return value;
}

function mapOf(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (!isJsonObject(value)) throw new RangeError(`${field} holds what is no map`);
  return value;
}

function listOf<T>(value: unknown, field: string, read: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new RangeError(`${field} is no list`);
  return value.map((item: unknown) => read(item));
}
