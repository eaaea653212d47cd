import { type ApiFailure, failedAs } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type ObjectRef, objectKey } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { type InventoryEntry, joinedEntries } from '../inventory/inventory-entry';
import { InventoryLedger } from '../inventory/inventory-ledger';
import { waiting } from '../readiness/readiness';
import { readinessOf } from '../readiness/readiness-of';
import { sideBySide } from '../side-by-side';
import { type ApplyPhase, applyPhases, phaseOf } from './apply-phase';
import { type ObjectResult } from './apply-result';
import { type ApplySettings, DEFAULT_OBJECTS_AT_A_TIME, DEFAULT_TIMEOUT } from './apply-settings';
import { assessStep } from './assess-step';
import { kindKey, readLiving } from './read-living';
import { sendObject } from './send-object';
import { isSilence } from './silence';
import { type ApplyStep, type Survey } from './survey';
import { kindsDefinedBy } from './survey-cluster';
import { waitUntil } from './wait-until';

/** A cluster in the course of a run. */
export class ClusterWriter {
  /** By key. */
  readonly #results = new Map<string, ObjectResult>();
  readonly #written = new Map<string, InventoryEntry>();
  readonly #removed = new Set<string>();
  readonly #problems: Problem[] = [];
  readonly #ledger: InventoryLedger;
  #silence: ApiFailure | undefined;

  public readonly cluster: string;
  public readonly survey: Survey;
  public readonly settings: ApplySettings;

  public constructor(
    public readonly api: ClusterApi,
    given: {
      readonly cluster: string;
      readonly survey: Survey;
      readonly settings: ApplySettings;
      readonly systemNamespace: string;
    },
  ) {
    const { cluster, survey, settings, systemNamespace } = given;
    this.cluster = cluster;
    this.survey = survey;
    this.settings = settings;
    this.#ledger = new InventoryLedger(api, { key: survey.key, namespace: systemNamespace }, survey.inventory);
  }

  /** In the order in which the phases come, whichever object of a phase was done first; then what was deleted. */
  public get results(): readonly ObjectResult[] {
    const { steps, prunes } = this.survey;
    const declared = applyPhases.flatMap((phase) => steps.filter(({ object }) => phaseOf(object) === phase));
    const gone = [...applyPhases].reverse().flatMap((phase) => prunes.filter(({ entry }) => phaseOf(entry) === phase));
    return [...declared, ...gone].flatMap(({ key }) => this.#results.get(key) ?? []);
  }

  public get problems(): readonly Problem[] {
    return this.#problems;
  }

  public resultOf(key: string): ObjectResult | undefined {
    return this.#results.get(key);
  }

  /** Why nothing more is sent to the cluster. */
  public get end(): string | undefined {
    if (this.settings.signal?.aborted === true) return 'the run was stopped';
    return this.#silence === undefined ? undefined : `the cluster does not answer: ${this.#silence.message}`;
  }

  /** Writes what is declared, phase by phase. */
  public async write(): Promise<void> {
    const { steps } = this.survey;
    if (!(await this.announce())) {
      for (const { key, object } of steps) this.note(key, { object, outcome: 'not-tried' });
      return;
    }
    for (const phase of applyPhases) {
      const ofPhase = steps.filter(({ object }) => phaseOf(object) === phase);
      await sideBySide(ofPhase, this.settings.objectsAtATime ?? DEFAULT_OBJECTS_AT_A_TIME, (step) => this.step(step));
      await this.endPhase(phase, ofPhase);
    }
  }

  /** The entries of what was and of what is to be, before the first object: whatever stops the run, none is forgotten. */
  private async announce(): Promise<boolean> {
    if (this.settings.dryRun === true) return true;
    const fresh = this.survey.steps
      .filter(({ task }) => task.task !== 'leave' || task.isOurs)
      .map(({ object, task }): InventoryEntry => ({ ...object, ...(task.task === 'none' && { uid: task.uid }) }));
    return this.keep((entries) => joinedEntries(entries, fresh));
  }

  /** What is there now, and what is gone, once it is known. */
  public async settle(): Promise<void> {
    if (this.settings.dryRun === true) return;
    await this.keep((entries) =>
      joinedEntries(
        entries.filter((entry) => !this.#removed.has(objectKey(entry))),
        [...this.#written.values()],
      ),
    );
  }

  private async keep(change: (entries: readonly InventoryEntry[]) => readonly InventoryEntry[]): Promise<boolean> {
    const kept = await this.#ledger.change(change);
    if (kept.outcome === 'ok') return true;
    this.hear(kept.failure);
    this.#problems.push({
      code: 'inventory-not-written',
      severity: 'error',
      cluster: this.cluster,
      message: `The inventory of ${this.settings.owner.name} cannot be written: ${kept.failure.message}`,
      remedy:
        'Run it again. The credential needs get, list, create, update and delete of ConfigMaps in the system namespace.',
    });
    return false;
  }

  private async step({ key, object, task }: ApplyStep): Promise<void> {
    if (task.task === 'none') {
      this.#written.set(key, { ...object, uid: task.uid });
      this.note(key, { object, outcome: 'unchanged' });
      return;
    }
    if (task.task === 'leave') {
      if (!task.isOurs) this.#removed.add(key);
      this.note(key, task.result);
      return;
    }
    const { end, settings } = this;
    if (end !== undefined) {
      this.note(key, { object, outcome: 'not-tried', reason: end });
      return;
    }
    let sent = await sendObject(this.api, object, { task, settings });
    const { failure } = sent.result;
    if (failure?.kind === 'conflict') {
      // Somebody has written it since it was listed.
      const again = await this.assessAgain({ key, object, task });
      if (again.task.task === 'send') sent = await sendObject(this.api, object, { task: again.task, settings });
      else if (again.task.task === 'leave') sent = { result: again.task.result, isUncertain: true };
    }
    if (settings.dryRun === true && isUncheckable(sent.result, this.survey)) {
      const reason = 'unchecked: its namespace, or its kind, is not there yet';
      this.note(key, { object, outcome: 'created', reason });
      return;
    }
    if (sent.result.failure !== undefined) this.hear(sent.result.failure);
    if (sent.uid !== undefined) this.#written.set(key, { ...object, uid: sent.uid });
    else if (task.live === undefined && !sent.isUncertain) this.#removed.add(key);
    this.note(key, sent.result);
  }

  private async assessAgain(step: ApplyStep): Promise<ApplyStep> {
    const { object, key, task } = step;
    if (task.task !== 'send') return step;
    const live = await this.api.get(object);
    if (live.outcome === 'failed') return step;
    const entry = task.live === undefined || task.as === 'adopted' ? undefined : { ...object, uid: task.live.uid };
    return assessStep(this.api, {
      object,
      key,
      body: task.declared,
      problems: [],
      live: live.value,
      failure: undefined,
      entry,
      settings: this.settings,
    });
  }

  private async endPhase(phase: ApplyPhase, steps: readonly ApplyStep[]): Promise<void> {
    if (phase !== 'definitions' || this.settings.dryRun === true || this.end !== undefined) return;
    const declared = new Set(this.survey.steps.map(({ object }) => kindKey(object)));
    await Promise.all(
      steps.map(async ({ key, object, task }) => {
        if (task.task !== 'send' || this.resultOf(key)?.failure !== undefined) return;
        await this.becomesReady(key, object);
        for (const [kind] of kindsDefinedBy(task.body)) if (declared.has(kind)) await this.isServed(kind);
      }),
    );
  }

  private async becomesReady(key: string, object: ObjectRef): Promise<void> {
    const live = await waitUntil(
      () => this.api.get(object),
      (answer) => answer.outcome === 'failed' || readinessOf(answer.value).state !== 'waiting',
      this.patience,
    );
    const result = this.resultOf(key);
    if (live?.outcome !== 'ok' || result === undefined) return;
    const readiness = readinessOf(live.value);
    if (readiness.state !== 'ready') this.#results.set(key, { ...result, readiness });
  }

  /** The server serves a kind some time after its definition is established. */
  private async isServed(kind: string): Promise<void> {
    const [apiVersion = '', name = ''] = kind.split(' ');
    await waitUntil(
      () => this.api.list({ apiVersion, kind: name }, { limit: 1 }),
      (answer) => !failedAs(answer, 'unknown-kind', 'not-found'),
      this.patience,
    );
  }

  /** Waits until what was written is ready, or the time is up. */
  public async wait(keys: ReadonlySet<string> | 'all'): Promise<void> {
    if (this.settings.dryRun === true) return;
    const asked = this.survey.steps.filter(({ key }) => (keys === 'all' || keys.has(key)) && this.isThere(key));
    let pending = asked.filter((step) => !this.isKnownReady(step));
    if (pending.length === 0) return;
    await waitUntil(
      async () => {
        await this.readReadiness(pending);
        pending = pending.filter(({ key }) => this.resultOf(key)?.readiness?.state === 'waiting');
      },
      () => pending.length === 0 || this.#silence !== undefined,
      this.patience,
    );
  }

  /** Looks once how everything fares that is there. */
  public async look(): Promise<void> {
    if (this.settings.dryRun === true) return;
    await this.readReadiness(this.survey.steps.filter(({ key }) => this.isThere(key)));
  }

  private async readReadiness(steps: readonly ApplyStep[]): Promise<void> {
    const living = await readLiving(
      this.api,
      steps.map(({ object }) => object),
    );
    if (living.outcome === 'failed') this.hear(living.failure);
    for (const { key, object } of steps) {
      const failure = living.outcome === 'failed' ? living.failure : living.value.unknown.get(kindKey(object));
      const live = living.outcome === 'ok' ? living.value.objects.get(key) : undefined;
      const readiness =
        failure !== undefined
          ? waiting(`nobody knows: ${failure.message}`)
          : live === undefined
            ? waiting('it is not there')
            : readinessOf(live);
      this.#results.set(key, { ...(this.resultOf(key) as ObjectResult), readiness });
    }
  }

  /** Whether it was ready when it was listed, and nothing was sent since. */
  private isKnownReady({ key, readiness }: ApplyStep): boolean {
    const result = this.resultOf(key);
    return result?.readiness === undefined && result?.outcome === 'unchanged' && readiness?.state === 'ready';
  }

  /** Whether an object is on the cluster as it is declared, or all of it that others do not claim. */
  public isThere(key: string): boolean {
    if (this.#written.has(key)) return true;
    const outcome = this.resultOf(key)?.outcome;
    return outcome === 'created' || outcome === 'updated' || outcome === 'unchanged' || outcome === 'adopted';
  }

  /** An object of ours is no more. */
  public forget(key: string): void {
    this.#removed.add(key);
  }

  public note(key: string, result: ObjectResult): void {
    this.#results.set(key, result);
    this.settings.onProgress?.({ cluster: this.cluster, result });
  }

  /** Listens to a failure: after some, there is no use in asking on. */
  public hear(failure: ApiFailure): void {
    if (isSilence(failure)) this.#silence ??= failure;
  }

  public get patience(): { readonly timeout: number; readonly signal: AbortSignal | undefined } {
    return { timeout: this.settings.timeout ?? DEFAULT_TIMEOUT, signal: this.settings.signal };
  }
}

/** An object that a server cannot check, since what it stands on is only to be made. */
function isUncheckable({ object, failure }: ObjectResult, { steps }: Survey): boolean {
  if (failure === undefined) return false;
  const isNew = (key: string): boolean =>
    steps.some((step) => step.key === key && step.task.task === 'send' && step.task.as === 'created');
  if (failure.kind === 'not-found') return object.namespace !== undefined && isNew(`Namespace//${object.namespace}`);
  return (
    failure.kind === 'unknown-kind' &&
    steps.some(
      ({ task }) => task.task === 'send' && kindsDefinedBy(task.body).some(([kind]) => kind === kindKey(object)),
    )
  );
}
