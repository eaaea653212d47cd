import { errorMessage } from '../../model/error-message';
import { type Problem } from '../../model/problem';
import { isComplete } from '../apply/apply-result';
import { ApplyRun } from '../apply/apply-run';
import { type ApplyRequest } from '../apply/apply-settings';
import { firstLook } from '../apply/first-look';
import { failedClusters } from './failed-clusters';
import { type ShareOfClusters, describeShare, numberOf } from './share-of-clusters';
import { soak } from './soak';
import { type FailedCluster, type GateVerdict, type WaveResult, type WaveStop, type WavesResult } from './wave-result';
import { type Wave } from './waves-of';

export interface WavesRequest extends Omit<ApplyRequest, 'wait'> {
  /** Made by `wavesOf`. Members that are in none come last, in a wave of their own. */
  readonly waves: readonly Wave[];
  /** So long, in seconds, a wave that was changed must stay ready before the next one begins. @default 0 */
  readonly soakSeconds?: number;
  /** So many clusters of the whole run, or so many of a hundred of them, may fail before it stops. @default 0 */
  readonly maxFailures?: ShareOfClusters;
  /** Asked about each wave that is ready and has soaked. What it throws stops the run. @default - none */
  readonly gate?: (wave: Wave) => Promise<GateVerdict>;
  /** Told of each wave as it begins to be written, soaks, and ends. */
  readonly onWave?: (progress: WaveProgress) => void;
}

/** Where a run is. */
export type WaveProgress =
  { readonly step: 'writing' | 'soaking'; readonly wave: Wave } | { readonly step: 'ended'; readonly wave: WaveResult };

/** The wave of members that no other wave has. */
const OTHERS = 'others';
const MILLISECONDS = 1000;

/**
 * Applies wave by wave. Each wave is written and waited for until it is ready; then what is declared no more is deleted, of all
 * waves so far, as far as it may go: what moves to another cluster is ready there first. Then it soaks, and the next wave
 * begins, unless more clusters have failed than may. Run again, it finds the waves that are done unchanged and goes on. Nothing
 * is thrown.
 */
export async function applyInWaves(request: WavesRequest): Promise<WavesResult> {
  const { waves: _, soakSeconds: __, maxFailures: ___, gate: ____, onWave: _____, ...settings } = request;
  const run = new ApplyRun({ ...settings, wait: true });
  const problems = await firstLook(run, settings);
  if (problems.some(isError)) return { problems, clusters: [], state: 'stopped', waves: [] };
  const course = new WaveCourse(run, request);
  const waves: WaveResult[] = [];
  for (const wave of wavesOfRun(request.waves, run.clusters)) {
    const isOver = waves.some(({ state }) => state === 'stopped');
    const result: WaveResult = isOver ? { ...wave, state: 'not-begun', failed: [] } : await course.take(wave);
    waves.push(result);
    if (!isOver) request.onWave?.({ step: 'ended', wave: result });
  }
  const clusters = run.outcomes();
  const isDone = clusters.every(isComplete) && !run.isMoving && waves.every(({ state }) => state === 'done');
  return { problems: [...problems, ...course.problems], clusters, state: isDone ? 'complete' : 'incomplete', waves };
}

function wavesOfRun(waves: readonly Wave[], members: readonly string[]): readonly Wave[] {
  const named = new Set(waves.flatMap(({ clusters }) => clusters));
  const others = members.filter((name) => !named.has(name));
  return [...waves, { name: OTHERS, clusters: others }]
    .map(({ name, clusters }) => ({ name, clusters: clusters.filter((cluster) => members.includes(cluster)) }))
    .filter(({ clusters }) => clusters.length > 0);
}

/** A run in the course of its waves. */
class WaveCourse {
  /** Clusters of the waves so far. */
  readonly #taken: string[] = [];
  readonly #problems: Problem[] = [];
  /** Whether the waves so far have been watched since the last change. What an earlier run did may not have been. */
  #watched = false;

  public constructor(
    private readonly run: ApplyRun,
    private readonly request: WavesRequest,
  ) {}

  /** What stood against going on. */
  public get problems(): readonly Problem[] {
    return this.#problems;
  }

  public async take(wave: Wave): Promise<WaveResult> {
    const { run, request } = this;
    if (request.dryRun === true) return this.rehearse(wave);
    const before = await this.prepare(wave);
    if (before !== undefined) return { ...wave, state: 'stopped', failed: [], stop: before };
    const hasWork = run.hasWork(wave.clusters);
    this.#taken.push(...wave.clusters);
    if (hasWork) request.onWave?.({ step: 'writing', wave });
    await run.write(wave.clusters);
    await run.prune();
    let stop = this.stopOf();
    if (stop === undefined && hasWork) stop = await this.watch(wave);
    stop ??= await this.ask(wave);
    const failed = this.failedOf(wave);
    if (stop !== undefined) return { ...wave, state: 'stopped', failed, stop };
    return { ...wave, state: failed.length === 0 ? 'done' : 'tolerated', failed };
  }

  /** The servers are asked what they would do, and nothing has to be waited for. */
  private async rehearse(wave: Wave): Promise<WaveResult> {
    await this.run.write(wave.clusters);
    await this.run.prune();
    const failed = this.failedOf(wave);
    return { ...wave, state: failed.length === 0 ? 'done' : 'tolerated', failed };
  }

  /** Looks at the clusters of a later wave anew: time has passed. Answers why it may not begin. */
  private async prepare(wave: Wave): Promise<WaveStop | undefined> {
    if (this.#taken.length === 0) return this.aborted();
    let problems = await this.surveyAgain(wave);
    if (this.run.hasWork(wave.clusters) && !this.#watched) {
      // The waves before it were written by an earlier run, which may have been stopped before they had soaked.
      const stop = await this.watch(wave);
      if (stop !== undefined) return stop;
      problems = await this.surveyAgain(wave);
    }
    const [error] = problems;
    if (error === undefined) return this.aborted();
    this.#problems.push(...problems);
    return { cause: 'guard', reason: error.message };
  }

  private async surveyAgain({ clusters }: Wave): Promise<readonly Problem[]> {
    const { problems } = await this.run.survey(clusters);
    return problems.filter(isError);
  }

  /** Soaks all waves so far. */
  private async watch(wave: Wave): Promise<WaveStop | undefined> {
    const { soakSeconds = 0, signal } = this.request;
    this.#watched = true;
    if (soakSeconds === 0) return undefined;
    this.request.onWave?.({ step: 'soaking', wave });
    await soak(
      async () => {
        await this.run.look(this.#taken);
        return this.stopOf() === undefined;
      },
      { milliseconds: soakSeconds * MILLISECONDS, signal },
    );
    return this.stopOf();
  }

  private async ask(wave: Wave): Promise<WaveStop | undefined> {
    const { gate } = this.request;
    if (gate === undefined) return undefined;
    try {
      const verdict = await gate(wave);
      return verdict.verdict === 'go-on' ? undefined : { cause: 'gate', reason: verdict.reason };
    } catch (error) {
      return { cause: 'gate', reason: errorMessage(error) };
    }
  }

  private stopOf(): WaveStop | undefined {
    const aborted = this.aborted();
    if (aborted !== undefined) return aborted;
    const { run, request } = this;
    const { maxFailures = { unit: 'clusters', number: 0 } } = request;
    const failed = failedClusters(run.outcomes(this.#taken));
    if (failed.length <= numberOf(maxFailures, run.clusters.length)) return undefined;
    const [{ cluster, reason }] = failed as readonly [FailedCluster, ...FailedCluster[]];
    const more = failed.length === 1 ? '' : `, and ${failed.length - 1} more`;
    const limit = maxFailures.number === 0 ? '' : `; at most ${describeShare(maxFailures)} may fail`;
    return { cause: 'failures', reason: `${cluster}: ${reason}${more}${limit}` };
  }

  private aborted(): WaveStop | undefined {
    return this.request.signal?.aborted === true ? { cause: 'aborted', reason: 'the run was stopped' } : undefined;
  }

  private failedOf({ clusters }: Wave): readonly FailedCluster[] {
    return failedClusters(this.run.outcomes(clusters));
  }
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
