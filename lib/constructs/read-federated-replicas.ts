import { type Cluster } from '../model/cluster';
import { errorMessage } from '../model/error-message';
import { FederationError } from '../model/federation-error';
import { isJsonObject } from '../model/json';
import { didYouMean } from '../model/nearest-name';
import { type Problem } from '../model/problem';
import { type ReplicaLimits, type ReplicaPolicy, replicaStrategies } from '../model/replica-policy';
import { type FederatedReplicas, type HeldReplicas } from './federated-replicas';
import { type ClusterInfo, clusterInfo } from './per-cluster';

const FIELDS = ['strategy', 'total', 'rebalance', 'minAvailable', 'clusters'];
const LIMITS = ['minReplicas', 'maxReplicas', 'weight', 'capacity'];
/** KubeFed holds replicas in 32 bits, and so does Kubernetes. */
const MOST = 2 ** 31 - 1;

/** The division as it was given. @throws FederationError `invalid-replicas` with everything that is wrong in it. */
export function checkReplicas(replicas: FederatedReplicas, origin: string): FederatedReplicas {
  const problems = [...problemsOf(replicas)];
  if (problems.length > 0) throw new FederationError(problems.map((what) => invalid(what, origin)));
  return replicas;
}

/** The division as data; a function of the cluster is called for each. @throws FederationError `invalid-replicas`. */
export function readReplicas(
  { replicas, inherited }: HeldReplicas,
  { clusters, origin }: { readonly clusters: readonly Cluster[]; readonly origin: string },
): ReplicaPolicy {
  const { strategy, total, rebalance = false, minAvailable } = replicas;
  const given = replicas.clusters ?? {};
  return {
    strategy,
    ...(total !== undefined && { total }),
    rebalance,
    ...(minAvailable !== undefined && { minAvailable }),
    clusters: typeof given === 'function' ? limitsOf(given, clusters, origin) : structuredClone(given),
    inherited,
  };
}

function limitsOf(
  of: (cluster: ClusterInfo) => ReplicaLimits,
  clusters: readonly Cluster[],
  origin: string,
): Readonly<Record<string, ReplicaLimits>> {
  const problems: Problem[] = [];
  const limits = clusters.map((cluster): [string, ReplicaLimits] => {
    let given: unknown;
    try {
      given = of(clusterInfo(cluster));
    } catch (error) {
      problems.push({
        ...invalid(`the function of its clusters threw: ${errorMessage(error)}`, origin),
        cluster: cluster.name,
      });
      return [cluster.name, {}];
    }
    for (const what of limitProblems(given, 'what the function of its clusters gives')) {
      problems.push({ ...invalid(what, origin), cluster: cluster.name });
    }
    return [cluster.name, { ...(given as ReplicaLimits) }];
  });
  if (problems.length > 0) throw new FederationError(problems);
  return Object.fromEntries(limits);
}

function* problemsOf(replicas: unknown): Generator<string> {
  if (!isJsonObject(replicas)) {
    yield 'it is no map';
    return;
  }
  yield* unknown(replicas, FIELDS, 'it');
  const { strategy, total, rebalance, minAvailable, clusters } = replicas as Readonly<Record<string, unknown>>;
  const isStrategy = replicaStrategies.some((known) => known === strategy);
  if (!isStrategy) yield `its strategy is none of ${replicaStrategies.join(', ')}`;
  for (const [field, value] of Object.entries({ total, minAvailable })) {
    if (value !== undefined && !isCount(value)) yield `${field} is no whole number from 0 to ${MOST}`;
  }
  if (rebalance !== undefined && typeof rebalance !== 'boolean') yield 'rebalance is neither true nor false';
  if (clusters === undefined || typeof clusters === 'function') return;
  if (!isJsonObject(clusters)) yield 'clusters is neither a map nor a function';
  else for (const [name, limits] of Object.entries(clusters)) yield* limitProblems(limits, `clusters.${name}`);
}

function* limitProblems(limits: unknown, place: string): Generator<string> {
  if (!isJsonObject(limits)) {
    yield `${place} is no map`;
    return;
  }
  yield* unknown(limits, LIMITS, place);
  for (const field of LIMITS) {
    const value = limits[field];
    if (value !== undefined && !isCount(value)) yield `${field} of ${place} is no whole number from 0 to ${MOST}`;
  }
  const { minReplicas, maxReplicas } = limits;
  if (isCount(minReplicas) && isCount(maxReplicas) && minReplicas > maxReplicas) {
    yield `minReplicas of ${place} is more than its maxReplicas`;
  }
  if (isCount(minReplicas) && isCount(limits.capacity) && minReplicas > limits.capacity) {
    yield `minReplicas of ${place} is more than its capacity`;
  }
}

function* unknown(map: object, known: readonly string[], place: string): Generator<string> {
  for (const field of Object.keys(map)) {
    if (!known.includes(field))
      yield `${place} has an unknown field ${JSON.stringify(field)}.${didYouMean(field, known)}`;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MOST;
}

function invalid(what: string, origin: string): Problem {
  return {
    code: 'invalid-replicas',
    severity: 'error',
    message: `The division of replicas cannot be used: ${what}${what.endsWith('?') || what.endsWith('.') ? '' : '.'}`,
    remedy:
      "Write for example replicas: { strategy: 'divided', total: 9, clusters: { 'eu-1': { weight: 2 }, '*': { weight: 1 } } }.",
    path: '/replicas',
    origin,
  };
}
