import { type FederatedObject } from '../model/federated-object';
import { isFederationError } from '../model/federation-error';
import { type Federation } from '../model/federation';
import { type Semantics } from '../model/finding';
import { freezeDeep } from '../model/frozen-json';
import { type Json, type JsonObject } from '../model/json';
import { type OverrideOperation, overrideLists } from '../model/override';
import { type OverrideChange } from '../model/override-change';
import { type Problem } from '../model/problem';
import { isSafeScalar } from './overrides/compile-overrides';
import { jsonEqual } from './overrides/json-equal';
import { LayerStack, type OnlyOperation } from './overrides/layer-stack';
import { overrideListProblems } from './overrides/override-list-problems';
import { type OverrideNotice, overrideNoticeProblem } from './overrides/override-notice';
import { ReplacedField } from './overrides/replaced-field';
import { reportRules } from './overrides/rule-problems';
import { reportOverridden } from './overridden-manifest';
import { type ClusterIndex } from './placement/cluster-index';
import { type ProblemLog } from './problem-log';
import { type PropagationRow } from './propagation-row';
import { REPLICAS_PATH } from './replicas/schedule';
import { serverRefusal } from './server-refusal';
import { Finisher, manifestOfTemplate } from './template';

/** The manifest of one object on one cluster, or the row that KubeFed would report instead. */
export type Made = { readonly manifest: JsonObject } | { readonly row: PropagationRow; readonly detail: string };

interface Replacement extends OnlyOperation {
  readonly field: ReplacedField;
  readonly value: Json;
}

/** What the overrides of a cluster make, and what there is to say of it. */
interface Patched {
  readonly made: Made;
  /** Before the last touches; undefined where they cannot be applied. */
  readonly document: JsonObject | undefined;
  readonly notices: readonly OverrideNotice[];
  readonly failures: readonly Problem[];
}

/**
 * Makes the manifests of one object: once for all clusters without overrides, once for those that the same rules make equal,
 * and by path-copying for the others.
 *
 * A manifest that one cluster has to itself is not kept: it is made once to see that it can be, and again whenever it is asked
 * for. Keeping a million of them would cost more time than making them twice.
 */
export class ManifestMaker {
  private readonly unfinished: JsonObject | undefined;
  private readonly finisher: Finisher | undefined;
  private readonly stack: LayerStack;
  private readonly listProblem: Problem | undefined;
  private checkedBase: Made | undefined;
  private readonly kept = new Map<number, Patched>();
  /** By operation and path. */
  private readonly fields = new Map<string, ReplacedField | 'none'>();
  private lastField: { op: string | undefined; path: string; field: ReplacedField | undefined } | undefined;
  private readonly effective = new Set<OverrideChange>();

  public constructor(
    private readonly object: FederatedObject,
    private readonly context: {
      readonly semantics: Semantics;
      readonly log: ProblemLog;
      readonly index: ClusterIndex;
      readonly federation: Pick<Federation, 'clusters' | 'unreadable'>;
    },
  ) {
    const { semantics, index, federation } = context;
    this.unfinished = object.form === 'plain' ? (object.template as JsonObject) : manifestOfTemplate(object, semantics);
    this.finisher =
      object.form === 'plain' || this.unfinished === undefined ? undefined : new Finisher(this.unfinished);
    const problems = overrideLists(object.overrides).flatMap(overrideListProblems);
    problems.forEach((problem) => context.log.strict(object, withoutSeverity(problem)));
    [this.listProblem] = problems;
    const { target, origin } = object;
    this.stack = new LayerStack(object.overrides, { index, clusters: federation.clusters, target, origin });
  }

  /** Whether any override is for a cluster, by position. */
  public hasOverrides(cluster: number): boolean {
    return this.stack.isTouched(cluster);
  }

  /** Whether the manifest of a cluster, by position, is one that several clusters have. */
  public isShared(cluster: number): boolean {
    return !this.stack.isTouched(cluster) || this.stack.groupOf(cluster) !== undefined;
  }

  /** The manifest of a cluster, by position, for which `try` made one. Frozen where several clusters have it. */
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

  /** Once every cluster has been tried: tells of rules that came to nothing. */
  public reportRules(members: Uint8Array): void {
    reportRules(this.object, { ...this.context, rules: this.stack.rules, effective: this.effective, members });
  }

  private make(cluster: number, log: ProblemLog | undefined): Made {
    if (this.unfinished === undefined) return { row: 'ComputeResourceFailed', detail: 'spec.template is no object' };
    const made = this.makeOf(this.unfinished, cluster, log);
    // One bad entry fails every cluster, also those that have no overrides.
    return this.listProblem === undefined ? made : { row: 'ApplyOverridesFailed', detail: this.listProblem.message };
  }

  private makeOf(unfinished: JsonObject, cluster: number, log: ProblemLog | undefined): Made {
    if (!this.stack.isTouched(cluster)) return this.base;
    const replacement = this.replacement(unfinished, cluster);
    // What is wrong without overrides may be wrong in another way with them.
    if (replacement !== undefined && 'manifest' in this.base) return this.replaced(replacement, cluster, log);
    const patched = this.patched(unfinished, cluster, log);
    if (log !== undefined) this.reportPatched(unfinished, patched, cluster);
    return patched.made;
  }

  private replaced({ field, operation, value, from }: Replacement, cluster: number, log: ProblemLog | undefined): Made {
    if (log === undefined) return { manifest: field.with(value) };
    if (from === 'declared' && this.context.semantics === 'strict') {
      const { op = 'replace', path } = operation;
      if (jsonEqual(field.value, value)) this.report([{ kind: 'no-effect', op, path }], cluster);
      if (operation.value === undefined) this.report([{ kind: 'no-value', op, path }], cluster);
    }
    return this.base;
  }

  private patched(unfinished: JsonObject, cluster: number, log: ProblemLog | undefined): Patched {
    const group = this.stack.groupOf(cluster);
    if (group === undefined) return this.patch(unfinished, cluster, log);
    let patched = this.kept.get(group);
    if (patched === undefined) {
      patched = this.patch(unfinished, cluster, this.context.log);
      if ('manifest' in patched.made) freezeDeep(patched.made.manifest);
      this.kept.set(group, patched);
    }
    return patched;
  }

  private patch(unfinished: JsonObject, cluster: number, log: ProblemLog | undefined): Patched {
    const listens = log !== undefined && this.context.semantics === 'strict';
    const listener = listens ? { notices: [], failures: [], effective: this.effective } : undefined;
    const { notices, failures } = listener ?? { notices: [], failures: [] as Problem[] };
    let document: JsonObject;
    try {
      document = this.stack.apply(unfinished, cluster, listener);
    } catch (error) {
      if (!isFederationError(error)) throw error;
      return { made: failed(error.problems), document: undefined, notices, failures: error.problems };
    }
    if (failures.length > 0) return { made: failed(failures), document: undefined, notices, failures };
    if (document === unfinished) return { made: this.base, document, notices, failures };
    // A copy: what is finished in place may be the user's own value, and is still to be looked at as it is.
    const fresh: Record<string, Json> = { ...document };
    const made = this.checked(this.finisher?.finish(fresh) ?? fresh, log);
    return { made, document, notices, failures };
  }

  private reportPatched(unfinished: JsonObject, patched: Patched, cluster: number): void {
    const { log } = this.context;
    const { document, notices, failures } = patched;
    this.report(notices, cluster);
    for (const problem of failures) {
      log.strict(this.object, { ...withoutSeverity(problem), cluster: this.clusterName(cluster) });
    }
    if (document === undefined || document === unfinished || this.listProblem !== undefined) return;
    reportOverridden(this.object, { before: unfinished, after: document, cluster: this.clusterName(cluster) }, log);
  }

  /** The one override of a cluster, where it has one and that is sure to do no more than to replace a field. */
  private replacement(unfinished: JsonObject, cluster: number): Replacement | undefined {
    const only = this.stack.only(cluster);
    if (only === undefined) return undefined;
    const { from, operation } = only;
    if (!isSafeScalar(operation.value)) return undefined;
    const field = this.fieldOf(unfinished, operation);
    // Not spread: a million of them are made.
    return field && { from, operation, field, value: operation.value ?? null };
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

function failed(problems: readonly Problem[]): Made {
  return { row: 'ApplyOverridesFailed', detail: problems[0]?.message ?? '' };
}

function withoutSeverity({ code, message, remedy, path, cluster }: Problem) {
  return { code, message, remedy, ...(path !== undefined && { path }), ...(cluster !== undefined && { cluster }) };
}
