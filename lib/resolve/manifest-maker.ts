import { type FederatedObject } from '../model/federated-object';
import { isFederationError } from '../model/federation-error';
import { type Semantics } from '../model/finding';
import { own } from '../model/frozen-json';
import { type Json, type JsonObject, isJsonObject } from '../model/json';
import { type OverrideLayer, type OverrideOperation } from '../model/override';
import { type Problem } from '../model/problem';
import { applyCompiledOverrides, compileOverrides } from './overrides/compile-overrides';
import { overrideListProblems } from './overrides/override-list-problems';
import { type OverrideNotice, overrideNoticeProblem } from './overrides/override-notice';
import { type ProblemLog } from './problem-log';
import { REPLICAS_PATH } from './replicas/schedule';
import { type PropagationRow } from './resolution';
import { Finisher, manifestOfTemplate } from './template';

/** The manifest of one object on one cluster, or the row that KubeFed would report instead. */
export type Made =
  | { readonly manifest: JsonObject }
  | { readonly row: PropagationRow; readonly detail: string };

/** Makes the manifests of one object: once for all clusters without overrides, and by path-copying for the others. */
export class ManifestMaker {
  private readonly unfinished: JsonObject | undefined;
  private readonly finisher: Finisher | undefined;
  private readonly operations = new Map<string, Readonly<Record<OverrideLayer['from'], readonly OverrideOperation[]>>>();
  private readonly listProblem: Problem | undefined;
  private readonly base: Made;

  public constructor(
    private readonly object: FederatedObject,
    private readonly context: { readonly semantics: Semantics; readonly log: ProblemLog },
  ) {
    const { semantics } = context;
    this.unfinished =
      object.form === 'plain' ? (object.template as JsonObject) : manifestOfTemplate(object, semantics);
    this.finisher = object.form === 'plain' || this.unfinished === undefined ? undefined : new Finisher(this.unfinished);
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
    for (const { from, clusters } of object.overrides) {
      for (const { clusterName, clusterOverrides } of clusters) {
        if (clusterOverrides === null || clusterOverrides === undefined || clusterOverrides.length === 0) continue;
        const known = this.operations.get(clusterName) ?? { 'per-cluster': [], declared: [] };
        this.operations.set(clusterName, { ...known, [from]: [...known[from], ...clusterOverrides] });
      }
    }
    this.base =
      this.unfinished === undefined
        ? { row: 'ComputeResourceFailed', detail: 'spec.template is no object' }
        : this.checked(this.finisher?.base ?? this.unfinished);
  }

  public make(cluster: string): Made {
    if (this.unfinished === undefined) return this.base;
    // One bad entry fails every cluster, also those that have no overrides.
    if (this.listProblem !== undefined) return { row: 'ApplyOverridesFailed', detail: this.listProblem.message };
    const operations = this.operations.get(cluster);
    if (operations === undefined) return this.base;

    const { log, semantics } = this.context;
    const notices: OverrideNotice[] | undefined = semantics === 'strict' ? [] : undefined;
    let patched: JsonObject;
    try {
      patched = applyCompiledOverrides(this.unfinished, compileOverrides(operations['per-cluster']));
      patched = applyCompiledOverrides(patched, compileOverrides(operations.declared), notices);
    } catch (error) {
      if (!isFederationError(error)) throw error;
      for (const { code, message, remedy, path } of error.problems) {
        log.strict(this.object, { code, message, remedy, cluster, ...(path !== undefined && { path }) });
      }
      return { row: 'ApplyOverridesFailed', detail: error.problems[0]?.message ?? '' };
    }
    if (notices !== undefined && notices.length > 0) this.report(notices, cluster);
    if (patched === this.unfinished) return this.base;
    // A value that replaces the whole document is the user's own, and frozen.
    const fresh: Record<string, Json> = Object.isFrozen(patched) ? { ...patched } : (patched as Record<string, Json>);
    return this.checked(freezeFresh(this.finisher?.finish(fresh) ?? fresh));
  }

  /** What no API server takes makes the creation fail. */
  private checked(manifest: JsonObject): Made {
    const metadata = own(manifest, 'metadata');
    const name = isJsonObject(metadata) ? own(metadata, 'name') : undefined;
    const version = isJsonObject(metadata) ? own(metadata, 'resourceVersion') : undefined;
    if (typeof name !== 'string' || name === '') {
      this.context.log.strict(this.object, {
        code: 'invalid-manifest',
        message: `The ${this.object.target.kind} has no name after its overrides, so the API server refuses it.`,
        remedy: 'Leave metadata of the template an object, and do not override it as a whole.',
        path: '/metadata/name',
      });
      return { row: 'CreationFailed', detail: 'it has no name' };
    }
    if (this.object.form === 'federated' && typeof version === 'string' && version !== '') {
      return { row: 'CreationFailed', detail: 'it carries a resourceVersion' };
    }
    return { manifest };
  }

  private report(notices: readonly OverrideNotice[], cluster: string): void {
    for (const notice of notices) {
      // The scheduler sets replicas whether or not the template has any.
      if (this.object.scheduledBy !== undefined && notice.path === REPLICAS_PATH) continue;
      const { code, severity, message, remedy, path } = overrideNoticeProblem(notice);
      const problem = { code, message, remedy, cluster, ...(path !== undefined && { path }) };
      if (severity === 'error') this.context.log.strict(this.object, problem);
      else this.context.log.warn(this.object, problem);
    }
  }
}

/** Freezes what overrides made anew; whatever is shared is frozen already. */
function freezeFresh(value: JsonObject): JsonObject {
  const freeze = (node: Json | undefined): void => {
    if (typeof node !== 'object' || node === null || Object.isFrozen(node)) return;
    Object.freeze(node);
    for (const child of Object.values(node)) freeze(child as Json);
  };
  freeze(value);
  return value;
}
