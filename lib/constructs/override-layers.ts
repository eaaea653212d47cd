import { type Cluster } from '../model/cluster';
import { holdsFor } from '../model/cluster-condition';
import { errorMessage } from '../model/error-message';
import { FederationError, isFederationError } from '../model/federation-error';
import { frozenJson, setOwn } from '../model/frozen-json';
import { type Json, type JsonObject, isJsonObject } from '../model/json';
import { jsonProblems } from '../model/json-check';
import { type OverrideLayer, type OverrideRule } from '../model/override';
import { type JsonPatchOperation, type OverrideChange } from '../model/override-change';
import { type Problem } from '../model/problem';
import { describeChange } from '../resolve/overrides/changes/describe-change';
import { differences } from '../resolve/overrides/changes/differences';
import { type ManifestSoFar } from './manifest-so-far';
import { type DraftChange, type RuleDraft, type Transform } from './override-chain';
import { type OverrideSource } from './override-sources';
import { clusterInfo, evaluatePerCluster, isPerCluster } from './per-cluster';

/** What rules are worked out with. */
export interface LayerContext {
  /** The kind that the members get. */
  readonly kind: string;
  /** The clusters on which the object may come to stand. Asked for only where something is to be worked out for each. */
  readonly clusters: () => readonly Cluster[];
  /** The object; undefined where there is none to be made. Asked for only where a function works on it. */
  readonly manifest: () => ManifestSoFar | undefined;
}

/**
 * The layers of overrides as data. Per-cluster values and functions are worked out for each cluster here, so that nothing
 * further on has to call anything of the user's.
 *
 * @param sources lists among them have been read.
 *
 * @throws FederationError with everything that is wrong in any of them.
 */
export function overrideLayers(
  sources: readonly OverrideSource[],
  context: LayerContext,
  before: readonly OverrideLayer[] = [],
): readonly OverrideLayer[] {
  const layers: OverrideLayer[] = [];
  const problems: Problem[] = [];
  for (const source of sources) {
    try {
      if (source.kind === 'list') {
        layers.push({ from: 'declared', clusters: source.clusters, origin: source.origin });
      } else {
        layers.push(...rulesOf(source.draft, source.origin, { ...context, before: [...before, ...layers] }));
      }
    } catch (error) {
      if (!isFederationError(error)) throw error;
      problems.push(...error.problems.map((problem) => ({ origin: source.origin, ...problem })));
    }
  }
  if (problems.length > 0) throw new FederationError(problems);
  return layers;
}

/** One rule, or several where a change has to be worked out for each cluster. */
function rulesOf(
  draft: RuleDraft,
  origin: string,
  context: LayerContext & { readonly before: readonly OverrideLayer[] },
): readonly OverrideLayer[] {
  const { where, kinds, changes } = draft;
  if (kinds?.includes(context.kind) === false) return [];
  const rule = (part: Pick<OverrideRule, 'where' | 'changes' | 'isPart'>): OverrideLayer => ({
    from: 'rule',
    rule: { ...part, ...(kinds !== undefined && { kinds }), origin },
  });
  const layers: OverrideLayer[] = [];
  const plain: OverrideChange[] = [];
  const flush = (): void => {
    if (plain.length > 0) layers.push(rule({ where, changes: plain.splice(0) }));
  };
  for (const change of changes) {
    if (change.kind !== 'transform' && !holdsPerCluster(change)) {
      plain.push(checked(change, {}));
      continue;
    }
    flush();
    const soFar = [...context.before, ...layers];
    for (const cluster of context.clusters().filter((one) => holdsFor(where, one))) {
      const own = changeFor(change, cluster, () => manifestOn(cluster, soFar, context));
      if (own !== undefined) {
        layers.push(
          rule({
            where: { kind: 'names', names: [cluster.name] },
            changes: [checked(own, { cluster: cluster.name })],
            isPart: true,
          }),
        );
      }
    }
  }
  flush();
  return layers;
}

function changeFor(
  change: DraftChange,
  cluster: Cluster,
  manifest: () => JsonObject | undefined,
): OverrideChange | undefined {
  if (change.kind !== 'transform') return evaluated(change, cluster) as OverrideChange | undefined;
  const before = manifest();
  return before === undefined ? undefined : transformed(before, change.transform, cluster);
}

/** Undefined where an earlier override fails, which is told of when all of them are applied. */
function manifestOn(cluster: Cluster, layers: readonly OverrideLayer[], context: LayerContext): JsonObject | undefined {
  try {
    return context.manifest()?.on(cluster, layers);
  } catch (error) {
    if (isFederationError(error)) return undefined;
    throw error;
  }
}

function transformed(before: JsonObject, transform: Transform, cluster: Cluster): OverrideChange | undefined {
  const fail = (why: string): FederationError =>
    new FederationError({
      code: 'per-cluster-failed',
      severity: 'error',
      message: `The transform of an override ${why}.`,
      remedy: 'Give back a manifest: an object of plain values.',
      cluster: cluster.name,
    });
  let after: unknown;
  try {
    after = transform(copyOf(before) as Record<string, unknown>, clusterInfo(cluster));
  } catch (error) {
    throw fail(`threw: ${errorMessage(error)}`);
  }
  const [problem] = jsonProblems(after);
  if (problem !== undefined) throw fail(`gives what is not JSON at ${problem.path}: ${problem.message}`);
  if (!isJsonObject(after)) throw fail('gives no object');
  const operations = differences(before, after) as readonly JsonPatchOperation[];
  return operations.length === 0 ? undefined : { kind: 'patch', operations };
}

function copyOf(value: Json): unknown {
  return JSON.parse(JSON.stringify(value));
}

function holdsPerCluster(value: unknown): boolean {
  if (isPerCluster(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsPerCluster);
}

/** A copy with every per-cluster value worked out. Undefined, in a map or as a whole, leaves it out. */
function evaluated(value: unknown, cluster: Cluster): unknown {
  if (isPerCluster(value)) return evaluatePerCluster(value, cluster);
  if (Array.isArray(value)) return value.map((item) => evaluated(item, cluster));
  if (!isJsonObject(value)) return value;
  const copy: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    const result = evaluated(item, cluster);
    if (result !== undefined) setOwn(copy, key, result as Json);
  }
  // A change without its value changes nothing on the cluster.
  return 'value' in value && !('value' in copy) && 'kind' in value ? undefined : copy;
}

/** A change as frozen data. @throws FederationError where a value in it is no JSON. */
function checked(change: OverrideChange, place: { readonly cluster?: string }): OverrideChange {
  const problems = jsonProblems(change);
  if (problems.length === 0) return frozenJson(change as unknown as Json) as unknown as OverrideChange;
  throw new FederationError(
    problems.map((problem) => ({
      code: problem.code,
      severity: 'error',
      message: `The override ${describeChange(change)} cannot be used: ${problem.message}.`,
      remedy: problem.remedy,
      ...place,
    })),
  );
}
