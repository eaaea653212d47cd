import type {
  ReportData,
  ReportLiveCell,
  ReportObject,
  ReportOutcome,
  ReportProblem,
  ReportReason,
} from '../report-data';
import { valuesOfRuns } from '../runs';
import { type Tone, toneOf } from './tone';

/** A cell of the matrix, by the positions of its object and its cluster. */
export interface CellPlace {
  readonly object: number;
  readonly cluster: number;
}

/** What is different in a cell. */
export interface CellField {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly by: string;
  readonly origin: string | undefined;
  readonly overruled: readonly string[];
}

/** How an object lives on a cluster. */
export interface CellLive {
  readonly outcome: ReportLiveCell['outcome'] | 'InSync';
  readonly reason: string | undefined;
  readonly fields: readonly {
    readonly path: string;
    readonly wanted: string | undefined;
    readonly found: string | undefined;
    readonly by: string | undefined;
  }[];
}

/** How replicas of an object were divided. */
export interface CellDivision {
  readonly what: string;
  readonly origin: string | undefined;
  readonly steps: readonly DivisionStep[];
  /** What it came to, by the names of clusters, in their order. */
  readonly replicas: ReadonlyMap<string, number>;
}

/** What a cluster was given in a step. */
export interface DivisionStep {
  readonly cluster: string;
  /** Negative where replicas are taken from it. */
  readonly change: number;
  readonly why: string;
}

/** The data of the page, by object and cluster. */
export class Matrix {
  private readonly outcomes: Uint32Array;
  private readonly tones: readonly Tone[];
  private readonly worst = new Map<number, ReportProblem['severity']>();
  private readonly live = new Map<number, ReportLiveCell>();

  public constructor(public readonly data: ReportData) {
    const { clusters, objects } = data;
    this.outcomes = new Uint32Array(objects.length * clusters.length);
    objects.forEach(({ outcomes: runs }, object) => {
      let next = object * clusters.length;
      for (let at = 0; at < runs.length; at += 2) {
        const after = next + (runs[at + 1] as number);
        this.outcomes.fill(runs[at] as number, next, after);
        next = after;
      }
    });
    this.tones = data.outcomes.map(([reason]) => toneOf((data.reasons[reason] as ReportReason).code));
    for (const { object, cluster, severity } of data.problems) {
      if (object < 0 || cluster < 0) continue;
      const key = object * clusters.length + cluster;
      if (this.worst.get(key) !== 'error') this.worst.set(key, severity);
    }
    for (const cell of data.live?.cells ?? []) this.live.set(cell.object * clusters.length + cell.cluster, cell);
  }

  public outcomeAt({ object, cluster }: CellPlace): number {
    return this.outcomes[object * this.data.clusters.length + cluster] as number;
  }

  public toneAt(place: CellPlace): Tone {
    return this.tones[this.outcomeAt(place)] as Tone;
  }

  public reasonAt(place: CellPlace): ReportReason {
    const [reason] = this.outcome(place);
    return this.data.reasons[reason] as ReportReason;
  }

  public conditionsAt(place: CellPlace): ReportData['conditions'][number] {
    const [, conditions] = this.outcome(place);
    return this.data.conditions[conditions] ?? [];
  }

  public replicasAt(place: CellPlace): number | undefined {
    const [, , replicas] = this.outcome(place);
    return replicas ?? undefined;
  }

  /** How many fields are not as the template has them. */
  public differencesAt(place: CellPlace): number {
    return (this.outcome(place).length - 3) / 2;
  }

  public fieldsAt(place: CellPlace): readonly CellField[] {
    const { texts, fields } = this.data;
    const [, , , ...pairs] = this.outcome(place);
    const found: CellField[] = [];
    for (let at = 0; at < pairs.length; at += 2) {
      const [path = -1, before = -1, by = -1, origin = -1, ...overruled] = fields[pairs[at] as number] ?? [];
      found.push({
        path: texts[path] ?? '',
        before: texts[before],
        after: texts[pairs[at + 1] as number],
        by: texts[by] ?? '',
        origin: texts[origin],
        overruled: overruled.map((one) => texts[one] ?? ''),
      });
    }
    return found;
  }

  /** How replicas of an object were divided, with the steps of one cluster, or all. */
  public divisionsOf(object: number, only?: number): readonly CellDivision[] {
    const { texts, clusters, objects } = this.data;
    const nameAt = (cluster: number): string => clusters[cluster]?.name ?? '';
    return (objects[object]?.divisions ?? []).map(({ what, origin, steps }) => {
      const told = steps.filter(([cluster]) => only === undefined || cluster === only);
      const sums = new Map<number, number>();
      for (const [cluster, change] of told) sums.set(cluster, (sums.get(cluster) ?? 0) + change);
      return {
        what,
        origin,
        steps: told.map(([cluster, change, why]) => ({ cluster: nameAt(cluster), change, why: texts[why] ?? '' })),
        replicas: new Map([...sums].sort(([a], [b]) => a - b).map(([cluster, sum]) => [nameAt(cluster), sum])),
      };
    });
  }

  /** Where a cluster stands among those that may be chosen, and by what; nothing where none were chosen from, or not it. */
  public rankingAt({ object, cluster }: CellPlace): Readonly<Record<'rank' | 'scores', string | undefined>> {
    const { texts, objects } = this.data;
    const { ranks = [], scores = [] } = objects[object]?.ranking ?? {};
    return { rank: texts[ranks[cluster] ?? -1], scores: texts[valuesOfRuns(scores)[cluster] ?? -1] };
  }

  /** How an object lives on a cluster; nothing where it was not asked about, or is not to be there and is not. */
  public liveAt(place: CellPlace): CellLive | undefined {
    const { texts, clusters, live } = this.data;
    const cluster = live?.clusters[place.cluster];
    if (cluster === undefined || cluster.state === 'not-asked') return undefined;
    const { placed } = this.reasonAt(place);
    const cell = this.live.get(place.object * clusters.length + place.cluster);
    if (cell === undefined) {
      if (!placed) return undefined;
      const outcome = cluster.state === 'unknown' ? 'Unknown' : 'InSync';
      return { outcome, reason: cluster.reason, fields: [] };
    }
    return {
      outcome: cell.outcome,
      reason: texts[cell.reason ?? -1],
      fields: cell.fields.map(([path, wanted, found, by]) => ({
        path: texts[path] ?? '',
        wanted: texts[wanted],
        found: texts[found],
        by: texts[by],
      })),
    };
  }

  /** Whether a cluster was asked, and has the object otherwise than it is declared, or may have. */
  public isAdriftAt(place: CellPlace): boolean {
    const live = this.liveAt(place);
    return live !== undefined && live.outcome !== 'InSync';
  }

  /** The worst that is said of an object on a cluster. */
  public worstAt({ object, cluster }: CellPlace): ReportProblem['severity'] | undefined {
    return this.worst.get(object * this.data.clusters.length + cluster);
  }

  /** What is said of an object; that of a cluster first, though what is the same on many names but one of them. */
  public problemsOf(object: number, cluster?: number): readonly ReportProblem[] {
    const problems = this.data.problems.filter((problem) => problem.object === object);
    const isHere = (problem: ReportProblem): boolean => problem.cluster === cluster;
    return [...problems.filter(isHere), ...problems.filter((problem) => !isHere(problem))];
  }

  private outcome(place: CellPlace): ReportOutcome {
    return this.data.outcomes[this.outcomeAt(place)] as ReportOutcome;
  }
}

/** `shop/web`. */
export function nameOf({ namespace, name }: ReportObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** `Deployment shop/web`. */
export function titleOf(object: ReportObject): string {
  return `${object.kind} ${nameOf(object)}`;
}
