import { join } from 'node:path';
import { type DesiredCluster } from '../../fleet/desired-cluster';
import { DEFAULT_SYSTEM_NAMESPACE, type Federation } from '../../model/federation';
import { FederationError } from '../../model/federation-error';
import { type JsonObject } from '../../model/json';
import { listed } from '../../model/listed';
import { didYouMean } from '../../model/nearest-name';
import { type Problem, asErrors } from '../../model/problem';
import { type FleetPart, type FleetView } from '../../plan/fleet-view';
import { type Resolution } from '../../resolve/resolution';
import { resolve } from '../../resolve/resolve';
import { fleetOfTree } from '../../synth/fleet-of-tree';
import { type RunContext } from '../command';
import { readRegularFile } from '../read-regular-file';
import { readFederation } from '../source/read-federation';
import { manifestsOf, readIndexOf } from '../source/written-folder';
import { type LiveFlags } from './live-options';

/** What is to be on which cluster, and by which context each is reached. */
export interface DesiredRead {
  readonly clusters: readonly ReachedCluster[];
  /** Of the same clusters, in the same order. */
  readonly desired: readonly DesiredCluster[];
  /** Of all clusters of the federation, those too that the call leaves alone. */
  readonly everywhere: readonly DesiredCluster[];
  /** KubeFed's namespace. */
  readonly kubefedNamespace: string;
  /** Where the source is an app or KubeFed YAML. */
  readonly resolved?: { readonly federation: Federation; readonly resolution: Resolution };
  /** How many objects may go unasked, where the app says that. */
  readonly maxDeletes?: number;
  readonly problems: readonly Problem[];
}

/** A cluster of the federation, and its kubeconfig context. */
export interface ReachedCluster {
  readonly name: string;
  readonly context: string;
}

/**
 * What the source of a call says is to be on the clusters: a folder that fed8s has written, the files of `-f`, or the app of
 * cdk8s.yaml, which writes nothing then.
 *
 * @throws FederationError for everything that is wrong with the source or the call.
 */
export async function readDesired(
  source: string | undefined,
  flags: LiveFlags,
  context: Pick<RunContext, 'io' | 'format' | 'progress'>,
): Promise<DesiredRead> {
  if (source !== undefined && flags.filename !== undefined) {
    throw invalidCall(`Both a folder (${source}) and -f are given.`, 'Give one of them.');
  }
  const all = source === undefined ? await declared(flags, context) : written(source);
  const read = { ...all, everywhere: all.desired };
  const problems = flags.warningsAsErrors === true ? asErrors(read.problems) : read.problems;
  const errors = [
    ...problems,
    ...unknownNames(
      flags,
      read.clusters.map(({ name }) => name),
    ),
  ];
  if (errors.some(({ severity }) => severity === 'error')) throw new FederationError(errors);
  const wanted = new Set(flags.clusters ?? read.clusters.map(({ name }) => name));
  return {
    ...read,
    kubefedNamespace: flags.kubefedNamespace ?? read.kubefedNamespace,
    clusters: read.clusters
      .filter(({ name }) => wanted.has(name))
      .map(({ name, context: ofFederation }) => ({ name, context: flags.context?.get(name) ?? ofFederation })),
    desired: read.desired.filter(({ name }) => wanted.has(name)),
    problems,
  };
}

async function declared(
  flags: LiveFlags,
  context: Pick<RunContext, 'io' | 'format' | 'progress'>,
): Promise<Omit<DesiredRead, 'everywhere'>> {
  const { lock, ...others } = flags;
  // A lock decides nothing of KubeFed YAML, but it holds the id of what is applied.
  const ofSource = flags.filename === undefined && lock !== undefined ? flags : others;
  const { federation, semantics, locked, maxDeletes, problems } = await readFederation(ofSource, context);
  const resolution = context.progress.during('resolving', () => resolve(federation, { semantics, locked }));
  return {
    clusters: resolution.clusters.map(({ name, context: given }) => ({ name, context: given ?? name })),
    desired: resolution.clusters,
    kubefedNamespace: federation.systemNamespace,
    resolved: { federation, resolution },
    ...(maxDeletes !== undefined && { maxDeletes }),
    problems: [...problems, ...resolution.problems],
  };
}

function written(folder: string): Omit<DesiredRead, 'everywhere'> {
  const index = readIndexOf(folder);
  const tree = fleetOfTree(index, {
    read: (path) => readRegularFile(join(folder, path)),
    parse: (yaml, path) => manifestsOf(yaml, join(folder, path)),
  });
  return {
    clusters: index.clusters.map((name) => ({ name, context: index.contexts.get(name) ?? name })),
    desired: index.clusters.map((name) => new WrittenCluster(name, tree)),
    kubefedNamespace: DEFAULT_SYSTEM_NAMESPACE,
    problems: [],
  };
}

/** A cluster's folder, read when its manifests are asked for. */
class WrittenCluster implements DesiredCluster {
  readonly #tree: FleetView;

  public constructor(
    public readonly name: string,
    tree: FleetView,
  ) {
    this.#tree = tree;
  }

  /** In the order in which kubectl would read its files: Namespaces, CustomResourceDefinitions, then the rest. */
  public get manifests(): readonly JsonObject[] {
    const parts: readonly (readonly [string, FleetPart])[] = [...this.#tree.partsOf(this.name)];
    const inOrder = [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
    return inOrder.flatMap(([, part]) => part.documents().flatMap((document) => document.manifests()));
  }
}

function unknownNames({ clusters, context }: LiveFlags, known: readonly string[]): readonly Problem[] {
  const named = new Set([...(clusters ?? []), ...(context?.keys() ?? [])]);
  return [...named]
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: 'unknown-cluster',
      severity: 'error',
      message: `The call names the cluster ${JSON.stringify(name)}, which the federation does not have.`,
      remedy: `Name one of ${listed(known)}.${didYouMean(name, known)}`,
    }));
}

function invalidCall(message: string, remedy: string): FederationError {
  return new FederationError({ code: 'invalid-call', severity: 'error', message, remedy });
}
