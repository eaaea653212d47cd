import { type ApiType } from '../../model/federated-type';
import { type Cluster } from '../../model/cluster';
import { describeCondition, holdsFor } from '../../model/cluster-condition';
import { isFederationError } from '../../model/federation-error';
import { type JsonObject } from '../../model/json';
import {
  type ClusterOverrides,
  type OverrideLayer,
  type OverrideListLayer,
  type OverrideOperation,
  type OverrideRule,
} from '../../model/override';
import { type OverrideChange } from '../../model/override-change';
import { type Problem } from '../../model/problem';
import { type ClusterIndex } from '../placement/cluster-index';
import { describeChange } from './changes/describe-change';
import { operationsOfChange } from './changes/operations-of-change';
import { jsonEqual } from './json-equal';
import { type OverrideListener, applyCompiledOverrides, compileOverrides } from './compile-overrides';

/** The overrides of one cluster in one layer; a rule is in the stack where it holds. */
type Layer =
  | {
      readonly from: OverrideListLayer['from'];
      readonly at: readonly (readonly OverrideOperation[] | undefined)[];
      readonly origin: string | undefined;
    }
  | { readonly from: 'rule'; readonly rule: OverrideRule; readonly at: readonly boolean[] };

/** Told of what strict semantics speak of, and of the changes of rules that changed anything. */
export interface StackListener extends OverrideListener {
  readonly effective: Set<OverrideChange>;
}

/** The one operation of a cluster that has no more than one, and no rule. */
export interface OnlyOperation {
  readonly from: OverrideListLayer['from'];
  readonly operation: OverrideOperation;
}

/** What one override does to a document. */
export interface OverrideStep {
  /** The override in a few words. */
  readonly by: string;
  /** Path of the construct that says it, where that is not the object itself. */
  readonly origin?: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** What fed8s has worked out itself, in a few words. */
const BY: Readonly<Partial<Record<OverrideListLayer['from'], string>>> = {
  'per-cluster': 'a per-cluster value',
  replicas: 'the division of replicas',
};

/** All overrides of one object, by cluster, in the order in which they are applied. Clusters go by their positions. */
export class LayerStack {
  private readonly layers: readonly Layer[];
  private groups: Int32Array | undefined;

  public constructor(
    layers: readonly OverrideLayer[],
    private readonly context: {
      readonly index: ClusterIndex;
      /** By position. */
      readonly clusters: readonly Cluster[];
      readonly target: ApiType;
      /** Where the object was declared. */
      readonly origin?: string | undefined;
    },
  ) {
    this.layers = layers.flatMap((layer): readonly Layer[] => {
      if (layer.from !== 'rule')
        return [{ from: layer.from, at: this.byPosition(layer.clusters), origin: layer.origin }];
      const { rule } = layer;
      if (rule.kinds?.includes(context.target.kind) === false) return [];
      return [{ from: 'rule', rule, at: context.clusters.map((cluster) => holdsFor(rule.where, cluster)) }];
    });
  }

  /** The rules that are for objects of this kind. */
  public get rules(): readonly { readonly rule: OverrideRule; readonly at: readonly boolean[] }[] {
    return this.layers.filter((layer) => layer.from === 'rule');
  }

  /** Whether any override is for a cluster. */
  public isTouched(cluster: number): boolean {
    return this.layers.some(({ from, at }) => (from === 'rule' ? at[cluster] === true : hasAny(at[cluster])));
  }

  /** Undefined where a cluster has more than one operation, or a rule. */
  public only(cluster: number): OnlyOperation | undefined {
    let only: OnlyOperation | undefined;
    for (const layer of this.layers) {
      if (layer.from === 'rule') {
        if (layer.at[cluster] === true) return undefined;
        continue;
      }
      const operations = layer.at[cluster];
      if (!hasAny(operations)) continue;
      const [operation] = operations;
      if (only !== undefined || operations.length > 1 || operation === undefined) return undefined;
      only = { from: layer.from, operation };
    }
    return only;
  }

  /**
   * The number of the group of clusters that have the very same overrides, so that what they make is the same. Undefined for
   * a cluster that has nobody beside it. Only rules make groups: lists in KubeFed's form mostly differ from cluster to cluster.
   */
  public groupOf(cluster: number): number | undefined {
    this.groups ??= this.findGroups();
    const group = this.groups[cluster] ?? -1;
    return group < 0 ? undefined : group;
  }

  /**
   * Applies the overrides of a cluster to a document, layer by layer.
   *
   * @param listener with it, what fails is told and passed over.
   * @throws FederationError without a listener, where something fails.
   */
  public apply(document: JsonObject, cluster: number, listener?: StackListener): JsonObject {
    let patched = document;
    for (const layer of this.layers) {
      const told = listener?.failures.length ?? 0;
      patched = this.applyLayer(patched, layer, { cluster, listener });
      if (listener !== undefined) this.sayWhere(layer, listener.failures, told);
    }
    return patched;
  }

  private applyLayer(
    document: JsonObject,
    layer: Layer,
    { cluster, listener }: { readonly cluster: number; readonly listener: StackListener | undefined },
  ): JsonObject {
    if (layer.from === 'rule') {
      return layer.at[cluster] === true ? this.applyRule(document, layer.rule, listener) : document;
    }
    const operations = layer.at[cluster];
    if (!hasAny(operations)) return document;
    // What fed8s worked out itself needs no remark.
    const heard = layer.from === 'declared' ? listener : listener && { ...listener, notices: [] };
    return applyCompiledOverrides(document, compileOverrides(operations), heard);
  }

  /** Of what was said around the object, the place is not that of the object. */
  private sayWhere(layer: Layer, failures: Problem[], from: number): void {
    const origin = layer.from === 'rule' ? layer.rule.origin : layer.origin;
    if (origin === undefined || origin === this.context.origin) return;
    for (let index = from; index < failures.length; index += 1) {
      const problem = failures[index] as Problem;
      failures[index] = {
        ...problem,
        message: `${problem.message} It is an override of ${origin}, for all that is in it.`,
      };
    }
  }

  /**
   * What each override of a cluster does, one after the other.
   *
   * @throws FederationError at the first that fails.
   */
  public *steps(document: JsonObject, cluster: number): Generator<OverrideStep, undefined> {
    let before = document;
    for (const layer of this.layers) {
      if (layer.from === 'rule') {
        if (layer.at[cluster] !== true) continue;
        const { where, changes, origin } = layer.rule;
        for (const change of changes) {
          const operations = operationsOfChange(before, change, this.context.target);
          const after = applyCompiledOverrides(before, compileOverrides(operations));
          yield { by: `${describeChange(change)} for ${describeCondition(where)}`, origin, before, after };
          before = after;
        }
        continue;
      }
      const { from, origin } = layer;
      for (const operation of layer.at[cluster] ?? []) {
        const after = applyCompiledOverrides(before, compileOverrides([operation]));
        const by = BY[from] ?? `${operation.op ?? 'replace'} ${operation.path}`;
        yield { by, ...(origin !== undefined && { origin }), before, after };
        before = after;
      }
    }
    return undefined;
  }

  private applyRule(document: JsonObject, { changes }: OverrideRule, listener?: StackListener): JsonObject {
    let patched = document;
    for (const change of changes) {
      try {
        const before = patched;
        const operations = operationsOfChange(patched, change, this.context.target);
        patched = applyCompiledOverrides(patched, compileOverrides(operations));
        const isNews = listener !== undefined && !listener.effective.has(change);
        if (isNews && !jsonEqual(before, patched)) listener.effective.add(change);
      } catch (error) {
        if (listener === undefined || !isFederationError(error)) throw error;
        listener.failures.push(...error.problems);
        listener.effective.add(change);
      }
    }
    return patched;
  }

  private byPosition(clusters: readonly ClusterOverrides[]): readonly (readonly OverrideOperation[] | undefined)[] {
    const { index } = this.context;
    const byCluster: (readonly OverrideOperation[] | undefined)[] = index.names.map(() => undefined);
    for (const { clusterName, clusterOverrides } of clusters) {
      const position = index.position(clusterName);
      if (position === undefined || !clusterOverrides) continue;
      const earlier = byCluster[position];
      // Nothing comes of a cluster that is named twice, but what is wrong with its operations is told.
      byCluster[position] = earlier === undefined ? clusterOverrides : [...earlier, ...clusterOverrides];
    }
    return byCluster;
  }

  private findGroups(): Int32Array {
    const { names } = this.context.index;
    const groups = new Int32Array(names.length).fill(-1);
    if (this.rules.length === 0) return groups;
    const numbers = new Map<readonly OverrideOperation[], number>();
    const numberOf = (operations: readonly OverrideOperation[]): number => {
      const number = numbers.get(operations) ?? numbers.size;
      numbers.set(operations, number);
      return number;
    };
    const byKey = new Map<string, number[]>();
    names.forEach((_, cluster) => {
      if (!this.isTouched(cluster)) return;
      const key = this.layers
        .map(({ from, at }) => {
          if (from === 'rule') return at[cluster] === true ? '+' : '-';
          const operations = at[cluster];
          return hasAny(operations) ? numberOf(operations) : '-';
        })
        .join(',');
      const members = byKey.get(key);
      if (members === undefined) byKey.set(key, [cluster]);
      else members.push(cluster);
    });
    [...byKey.values()]
      .filter((members) => members.length > 1)
      .forEach((members, group) => {
        for (const cluster of members) groups[cluster] = group;
      });
    return groups;
  }
}

function hasAny(operations: readonly OverrideOperation[] | undefined): operations is readonly OverrideOperation[] {
  return operations !== undefined && operations.length > 0;
}
