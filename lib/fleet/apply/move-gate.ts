import { type Leaving, type Presence, departureOf, withFoundations } from '../waves/departures';
import { type DeclaredOn } from './apply-guards';
import { type ApplyStep } from './survey';
import { type ClusterWriter } from './write-cluster';

/** What is known of a cluster as the new place of an object. */
export type Whereabouts =
  | { readonly state: 'unknown'; readonly reason: string }
  /** It was looked at; nothing was written yet. */
  | { readonly state: 'surveyed'; readonly writer: ClusterWriter }
  | { readonly state: 'written'; readonly writer: ClusterWriter };

/** Why an object may not leave a cluster yet, and which clusters it waits for to be ready on. */
export interface Held {
  readonly reason: string;
  readonly awaits: readonly string[];
}

/** Lets an object leave a cluster only when it is ready on all others on which it is declared, by {@link departureOf}. */
export class MoveGate {
  readonly #steps = new Map<ClusterWriter, ReadonlyMap<string, ApplyStep>>();

  public constructor(
    private readonly writers: readonly ClusterWriter[],
    private readonly given: {
      readonly declaredOn: DeclaredOn;
      readonly whereabouts: (cluster: string) => Whereabouts;
    },
  ) {}

  /** Waits until what moves is ready where it was written to. */
  public async open(): Promise<void> {
    const awaited = new Map<ClusterWriter, Set<string>>();
    for (const { survey } of this.writers) {
      for (const { key, decision } of survey.prunes) {
        if (decision.decision !== 'delete') continue;
        for (const name of this.given.declaredOn(key)) {
          const target = this.given.whereabouts(name);
          if (target.state !== 'written' || this.presenceOn(name, key).presence === 'ready') continue;
          awaited.set(target.writer, (awaited.get(target.writer) ?? new Set()).add(key));
        }
      }
    }
    await Promise.all([...awaited].map(([writer, keys]) => writer.wait(keys)));
  }

  /**
   * What may not leave a cluster yet, by key, and why. Where readiness is waited for, nothing leaves before all that is declared
   * on the cluster itself is ready.
   */
  public heldOn(writer: ClusterWriter): ReadonlyMap<string, Held> {
    const untilReady = writer.settings.wait === true;
    const { prunes, steps } = writer.survey;
    const going = prunes.filter(({ decision }) => decision.decision === 'delete' || decision.decision === 'release');
    // A name may have changed, and what came under the new one is not there: what went under the old one stays.
    const unfinished = writer.results.some(
      ({ outcome, readiness }) =>
        outcome === 'failed' ||
        outcome === 'not-tried' ||
        (untilReady && readiness !== undefined && readiness.state !== 'ready'),
    );
    if (unfinished) {
      const reason = `not everything is ${untilReady ? 'ready' : 'there'} on its cluster`;
      return new Map(going.map(({ key }) => [key, { reason, awaits: [] }]));
    }
    const leaving = going
      .filter(({ decision }) => decision.decision === 'delete')
      .map(({ key }): Leaving => ({
        key,
        departure: departureOf(this.given.declaredOn(key), (cluster) => this.presenceOn(cluster, key)),
      }));
    const staying = [
      ...steps.map(({ key }) => key),
      ...prunes.flatMap(({ key, decision }) => (['delete', 'gone'].includes(decision.decision) ? [] : [key])),
    ];
    return new Map(
      withFoundations(leaving, staying).flatMap(({ key, departure }) =>
        departure.departure === 'held' ? [[key, departure] as const] : [],
      ),
    );
  }

  private stepsOf(writer: ClusterWriter): ReadonlyMap<string, ApplyStep> {
    const known = this.#steps.get(writer);
    if (known !== undefined) return known;
    const steps = new Map(writer.survey.steps.map((step) => [step.key, step]));
    this.#steps.set(writer, steps);
    return steps;
  }

  private presenceOn(cluster: string, key: string): Presence {
    const place = this.given.whereabouts(cluster);
    if (place.state === 'unknown') return { presence: 'unknown', reason: place.reason };
    const { writer } = place;
    const step = this.stepsOf(writer).get(key);
    if (step === undefined) return { presence: 'coming', reason: 'it is not there yet' };
    if (place.state === 'surveyed') {
      const isOurs = step.task.task === 'none' || (step.task.task === 'send' && step.task.as === 'updated');
      if (isOurs && step.readiness?.state === 'ready') return { presence: 'ready' };
      return { presence: 'coming', reason: 'its wave has not begun' };
    }
    const result = writer.resultOf(key);
    if (!writer.isThere(key) || result === undefined) return { presence: 'coming', reason: 'it could not be applied' };
    if (writer.settings.dryRun === true) return { presence: 'ready' };
    const readiness = result.readiness ?? (result.outcome === 'unchanged' ? step.readiness : undefined);
    if (readiness === undefined) return { presence: 'coming', reason: 'nobody has seen it ready' };
    return readiness.state === 'ready' ? { presence: 'ready' } : { presence: 'coming', reason: readiness.reason };
  }
}
