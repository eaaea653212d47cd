import { DEFAULT_SYSTEM_NAMESPACE } from '../../model/federation';
import { type ClusterOutcome } from '../cluster-outcome';
import { type FleetMember } from '../fleet-member';
import { CLUSTERS_AT_A_TIME, sideBySide } from '../side-by-side';
import { type DeclaredOn } from './apply-guards';
import { type ClusterApplied } from './apply-result';
import { type ApplyRequest } from './apply-settings';
import { type Held, MoveGate, type Whereabouts } from './move-gate';
import { pruneCluster } from './prune-cluster';
import { type RefusedCluster } from './survey-cluster';
import { type FleetSurvey, type SurveyOutcome, declarations, fleetSurveyOf, surveyMembers } from './survey-fleet';
import { ClusterWriter } from './write-cluster';

/**
 * The steps of an apply, each over some clusters: it looks, it writes, it prunes. Who takes them decides on the order, and
 * whether they are for all clusters at once or wave by wave.
 */
export class ApplyRun {
  readonly #members: ReadonlyMap<string, FleetMember>;
  readonly #declaredOn: DeclaredOn;
  readonly #surveys = new Map<string, SurveyOutcome>();
  readonly #writers = new Map<string, ClusterWriter>();
  /** Clusters to which something was written, or would have been. */
  readonly #begun = new Set<string>();
  /** By cluster: what was not deleted yet, though it was to be. Absent where nothing was pruned yet. */
  readonly #held = new Map<string, ReadonlyMap<string, Held>>();

  public constructor(private readonly request: ApplyRequest) {
    this.#members = new Map(request.members.map((member) => [member.name, member]));
    this.#declaredOn = declarations(request.desired);
  }

  /** Of the clusters, in the order of the members. */
  public get clusters(): readonly string[] {
    return [...this.#members.keys()];
  }

  /**
   * Looks at clusters to which nothing was written yet; at those that it has looked at before, anew. Writes nothing.
   *
   * @returns what is known of all clusters by now.
   */
  public async survey(clusters: readonly string[]): Promise<FleetSurvey> {
    const { request } = this;
    const declared = { request, declaredOn: this.#declaredOn };
    const members = clusters.flatMap((name) => this.#members.get(name) ?? []);
    for (const found of await surveyMembers(members, declared)) this.know(found);
    return fleetSurveyOf(
      this.clusters.flatMap((name) => this.#surveys.get(name) ?? []),
      declared,
    );
  }

  private know(found: SurveyOutcome): void {
    const { cluster } = found;
    this.#surveys.set(cluster, found);
    this.#writers.delete(cluster);
    const api = this.#members.get(cluster)?.api;
    if (api?.outcome !== 'ok' || found.outcome !== 'done' || !('steps' in found.value)) return;
    const { members: _, desired: __, ...settings } = this.request;
    const { systemNamespace = DEFAULT_SYSTEM_NAMESPACE } = settings;
    const given = { cluster, survey: found.value, settings, systemNamespace };
    this.#writers.set(cluster, new ClusterWriter(api.value, given));
  }

  /** Whether something is to be written or deleted on one of the clusters, as far as they were looked at. */
  public hasWork(clusters: readonly string[]): boolean {
    return this.writersOf(clusters).some(
      ({ survey }) =>
        survey.steps.some(({ task }) => task.task === 'send') ||
        survey.prunes.some(({ decision }) => decision.decision !== 'keep'),
    );
  }

  /** Writes what is declared, and waits until it is ready where that is asked for. */
  public async write(clusters: readonly string[]): Promise<void> {
    const writers = this.writersOf(clusters);
    for (const { cluster } of writers) this.#begun.add(cluster);
    await sideBySide(writers, this.concurrency, async (writer) => {
      await writer.write();
      if (this.request.wait === true) await writer.wait('all');
    });
  }

  /**
   * Deletes what is declared no more from all clusters that were written to, as far as it may go by now. To be called again when
   * more was written: what moves to a cluster goes when it is ready there.
   */
  public async prune(): Promise<void> {
    const writers = this.writersOf([...this.#begun]);
    const gate = new MoveGate(writers, { declaredOn: this.#declaredOn, whereabouts: (name) => this.whereabouts(name) });
    // What was written was waited for already, else.
    if (this.request.wait !== true) await gate.open();
    await sideBySide(writers, this.concurrency, async (writer) => {
      const { cluster } = writer;
      const before = this.#held.get(cluster);
      const held = gate.heldOn(writer);
      const isDue = (key: string): boolean => before === undefined || (before.has(key) && !held.has(key));
      await pruneCluster(writer, { mayGo: (key) => held.get(key)?.reason, isDue });
      this.#held.set(cluster, new Map([...held].filter(([key]) => before?.has(key) ?? true)));
      await writer.settle();
    });
  }

  /** Whether an object that moves is still in its old place. */
  public get isMoving(): boolean {
    return [...this.#held.values()].some((held) => [...held.values()].some(({ awaits }) => awaits.length > 0));
  }

  /** Looks again how what is declared fares on clusters that were written to. */
  public async look(clusters: readonly string[]): Promise<void> {
    await sideBySide(this.writersOf(clusters), this.concurrency, (writer) => writer.look());
  }

  /** What has come of clusters so far, as far as they were looked at. */
  public outcomes(clusters: readonly string[] = this.clusters): readonly ClusterOutcome<ClusterApplied>[] {
    return clusters.flatMap((cluster) => {
      const survey = this.#surveys.get(cluster);
      return survey === undefined ? [] : [this.outcomeOf(survey)];
    });
  }

  private outcomeOf(survey: SurveyOutcome): ClusterOutcome<ClusterApplied> {
    if (survey.outcome === 'unknown') return survey;
    const { cluster, value } = survey;
    return { cluster, outcome: 'done', value: 'refused' in value ? refusal(value) : this.appliedTo(cluster) };
  }

  private appliedTo(cluster: string): ClusterApplied {
    const writer = this.#writers.get(cluster);
    if (writer === undefined || !this.#begun.has(cluster)) {
      return { outcome: 'not-begun', reason: 'its wave has not begun' };
    }
    return { outcome: 'applied', objects: writer.results, problems: writer.problems };
  }

  /** What is known of a cluster as the new place of an object. */
  private whereabouts(cluster: string): Whereabouts {
    const survey = this.#surveys.get(cluster);
    if (survey === undefined) return { state: 'unknown', reason: 'it is not of this run' };
    if (survey.outcome === 'unknown') return { state: 'unknown', reason: survey.failure.message };
    if ('refused' in survey.value) return { state: 'unknown', reason: survey.value.refused.message };
    const writer = this.#writers.get(cluster) as ClusterWriter;
    return { state: this.#begun.has(cluster) ? 'written' : 'surveyed', writer };
  }

  private writersOf(clusters: readonly string[]): readonly ClusterWriter[] {
    return clusters.flatMap((cluster) => this.#writers.get(cluster) ?? []);
  }

  private get concurrency(): number {
    return this.request.concurrency ?? CLUSTERS_AT_A_TIME;
  }
}

function refusal({ refused }: RefusedCluster): ClusterApplied {
  return { outcome: 'refused', problems: [refused] };
}
