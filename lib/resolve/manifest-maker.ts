import { type FederatedObject } from '../model/federated-object';
import { isFederationError } from '../model/federation-error';
import { type Semantics } from '../model/finding';
import { type Json, type JsonObject } from '../model/json';
import { type ClusterOverrides, type OverrideLayer, type OverrideOperation } from '../model/override';
import { type Problem } from '../model/problem';
import { jsonEqual } from './overrides/json-equal';
import {
  type OverrideListener,
  applyCompiledOverrides,
  compileOverrides,
  isSafeScalar,
} from './overrides/compile-overrides';
import { overrideListProblems } from './overrides/override-list-problems';
import { ReplacedField } from './overrides/replaced-field';
import { type OverrideNotice, overrideNoticeProblem } from './overrides/override-notice';
import { type ClusterIndex } from './placement/cluster-index';
import { reportOverridden } from './overridden-manifest';
import { type ProblemLog } from './problem-log';
import { REPLICAS_PATH } from './replicas/schedule';
import { type PropagationRow } from './propagation-row';
import { serverRefusal } from './server-refusal';
import { Finisher, manifestOfTemplate } from './template';

/** The manifest of one object on one cluster, or the row that KubeFed would report instead. */
export type Made = { readonly manifest: JsonObject } | { readonly row: PropagationRow; readonly detail: string };

interface Replacement {
  readonly field: ReplacedField;
  readonly operation: OverrideOperation;
  readonly value: Json;
  readonly from: OverrideLayer['from'];
}

/**
 * Makes the manifests of one object: once for all clusters without overrides, and by path-copying for the others.
 *
 * A manifest with overrides is not kept: it is made once to see that it can be, and again whenever it is asked for. Keeping
 * a million of them would cost more time than making them twice.
 */
export class ManifestMaker {
  private readonly unfinished: JsonObject | undefined;
  private readonly finisher: Finisher | undefined;
  private readonly layers: readonly {
    readonly from: OverrideLayer['from'];
    /** By position of the cluster. */
    readonly byCluster: readonly (readonly OverrideOperation[] | undefined)[];
  }[];
  private readonly listProblem: Problem | undefined;
  private checkedBase: Made | undefined;
  /** By operation and path. */
  private readonly fields = new Map<string, ReplacedField | 'none'>();
  private lastField: { op: string | undefined; path: string; field: ReplacedField | undefined } | undefined;

  public constructor(
    private readonly object: FederatedObject,
    private readonly context: { readonly semantics: Semantics; readonly log: ProblemLog; readonly index: ClusterIndex },
  ) {
    const { semantics } = context;
    this.unfinished = object.form === 'plain' ? (object.template as JsonObject) : manifestOfTemplate(object, semantics);
    this.finisher =
      object.form === 'plain' || this.unfinished === undefined ? undefined : new Finisher(this.unfinished);
    const problems = object.overrides.flatMap(({ clusters }) => overrideListProblems(clusters));
    problems.forEach(({ code, message, remedy, path, cluster }) => {
      context.log.strict(object, {
        code,
        message,
        remedy,
        ...(path !== undefined && { path }),
        ...(cluster !== undefined && { cluster }),
      });
    });
    [this.listProblem] = problems;
    this.layers = object.overrides.map(({ from, clusters }) => ({
      from,
      byCluster: this.byPosition(clusters),
    }));
  }

  /** Whether any override is for a cluster, by position. */
  public hasOverrides(cluster: number): boolean {
    return this.layers.some(({ byCluster }) => (byCluster[cluster]?.length ?? 0) > 0);
  }

  /** The manifest of a cluster, by position, for which `try` made one. Frozen where it is the same for all clusters. */
  public manifest(cluster: number): JsonObject {
    const made = this.make(cluster, undefined);
    if ('manifest' in made) return made.manifest;
    throw new Error(
      `${this.object.ref.kind} ${this.object.name} has no manifest on ${this.clusterName(cluster)}: ${made.detail}`,
    );
  }

  /**
   * Whether a manifest can be made for a cluster, by position; what goes wrong is told. The manifest given says which object
   * it is; what else is in it may be that of another cluster.
   */
  public try(cluster: number): Made {
    return this.make(cluster, this.context.log);
  }

  private make(cluster: number, log: ProblemLog | undefined): Made {
    if (this.unfinished === undefined) return { row: 'ComputeResourceFailed', detail: 'spec.template is no object' };
    const replacement = this.replacement(this.unfinished, cluster);
    // What is wrong without overrides may be wrong in another way with them.
    const made =
      replacement !== undefined && 'manifest' in this.base
        ? this.replaced(replacement, cluster, log)
        : this.patch(this.unfinished, cluster, log);
    // One bad entry fails every cluster, also those that have no overrides.
    return this.listProblem === undefined ? made : { row: 'ApplyOverridesFailed', detail: this.listProblem.message };
  }

  private patch(unfinished: JsonObject, cluster: number, log: ProblemLog | undefined): Made {
    const listener =
      log !== undefined && this.context.semantics === 'strict' ? { notices: [], failures: [] } : undefined;
    let patched: JsonObject;
    try {
      patched = this.patched(unfinished, cluster, listener);
    } catch (error) {
      if (!isFederationError(error)) throw error;
      return this.failed(error.problems, cluster, log);
    }
    if (listener !== undefined) this.report(listener.notices, cluster);
    if (listener !== undefined && listener.failures.length > 0) return this.failed(listener.failures, cluster, log);
    if (patched === unfinished) return this.base;
    if (log !== undefined && this.listProblem === undefined) {
      reportOverridden(this.object, { before: unfinished, after: patched, cluster: this.clusterName(cluster) }, log);
    }
    // A value that replaces the whole document is the user's own, and frozen.
    const fresh: Record<string, Json> = Object.isFrozen(patched) ? { ...patched } : patched;
    return this.checked(this.finisher?.finish(fresh) ?? fresh, log);
  }

  private replaced({ field, operation, value, from }: Replacement, cluster: number, log: ProblemLog | undefined): Made {
    if (log === undefined) return { manifest: field.with(value) };
    if (from === 'declared' && this.context.semantics === 'strict' && jsonEqual(field.value, value)) {
      this.report([{ kind: 'no-effect', op: operation.op ?? 'replace', path: operation.path }], cluster);
    }
    return this.base;
  }

  private failed(problems: readonly Problem[], cluster: number, log: ProblemLog | undefined): Made {
    for (const { code, message, remedy, path } of problems) {
      const problem = { code, message, remedy, cluster: this.clusterName(cluster) };
      log?.strict(this.object, { ...problem, ...(path !== undefined && { path }) });
    }
    return { row: 'ApplyOverridesFailed', detail: problems[0]?.message ?? '' };
  }

  private patched(unfinished: JsonObject, cluster: number, listener: OverrideListener | undefined): JsonObject {
    let manifest = unfinished;
    for (const { from, byCluster } of this.layers) {
      const operations = byCluster[cluster];
      if (operations === undefined || operations.length === 0) continue;
      // What fed8s worked out itself needs no remark.
      const layerListener = from === 'declared' ? listener : listener && { ...listener, notices: [] };
      manifest = applyCompiledOverrides(manifest, compileOverrides(operations), layerListener);
    }
    return manifest;
  }

  /** The one override of a cluster, where it has one and that is sure to do no more than to replace a field. */
  private replacement(unfinished: JsonObject, cluster: number): Replacement | undefined {
    let only: { readonly from: OverrideLayer['from']; readonly operation: OverrideOperation } | undefined;
    for (const { from, byCluster } of this.layers) {
      const operations = byCluster[cluster];
      if (operations === undefined || operations.length === 0) continue;
      const [operation] = operations;
      if (only !== undefined || operations.length > 1 || operation === undefined) return undefined;
      only = { from, operation };
    }
    if (only === undefined || !isSafeScalar(only.operation.value)) return undefined;
    const field = this.fieldOf(unfinished, only.operation);
    return field && { field, operation: only.operation, value: only.operation.value ?? null, from: only.from };
  }

  private fieldOf(unfinished: JsonObject, operation: OverrideOperation): ReplacedField | undefined {
    const { op, path } = operation;
    // The clusters of a fleet mostly have the same path overridden.
    if (path === this.lastField?.path && op === this.lastField.op) return this.lastField.field;
    const key = `${op ?? ''} ${path}`;
    let field = this.fields.get(key);
    if (field === undefined) {
      field = ReplacedField.of(this.finisher?.base ?? unfinished, operation) ?? 'none';
      this.fields.set(key, field);
    }
    this.lastField = { op, path, field: field === 'none' ? undefined : field };
    return this.lastField.field;
  }

  private get base(): Made {
    this.checkedBase ??= this.checked(this.finisher?.base ?? (this.unfinished as JsonObject), this.context.log);
    return this.checkedBase;
  }

  private checked(manifest: JsonObject, log: ProblemLog | undefined): Made {
    const { form, target, refused } = this.object;
    const refusal = serverRefusal(manifest, form === 'federated' && target.scope === 'Namespaced');
    if (refusal === undefined || refused === true) return { manifest };
    const { code, why, remedy, path } = refusal;
    log?.strict(this.object, {
      code,
      message: `No API server creates the ${this.object.target.kind}: ${why}.`,
      remedy,
      path,
    });
    return { row: 'CreationFailed', detail: why };
  }

  private byPosition(clusters: readonly ClusterOverrides[]): readonly (readonly OverrideOperation[] | undefined)[] {
    const byCluster: (readonly OverrideOperation[] | undefined)[] = this.context.index.names.map(() => undefined);
    for (const { clusterName, clusterOverrides } of clusters) {
      const position = this.context.index.position(clusterName);
      if (position === undefined || !clusterOverrides) continue;
      const earlier = byCluster[position];
      // Nothing comes of a cluster that is named twice, but what is wrong with its operations is told.
      byCluster[position] = earlier === undefined ? clusterOverrides : [...earlier, ...clusterOverrides];
    }
    return byCluster;
  }

  private clusterName(cluster: number): string {
    return this.context.index.names[cluster] ?? '';
  }

  private report(notices: readonly OverrideNotice[], cluster: number): void {
    for (const notice of notices) {
      // The scheduler sets replicas whether or not the template has any.
      if (this.object.scheduledBy !== undefined && notice.path === REPLICAS_PATH) continue;
      const { code, severity, message, remedy, path } = overrideNoticeProblem(notice);
      const problem = {
        code,
        message,
        remedy,
        cluster: this.clusterName(cluster),
        ...(path !== undefined && { path }),
      };
      if (severity === 'error') this.context.log.strict(this.object, problem);
      else this.context.log.warn(this.object, problem);
    }
  }
}
