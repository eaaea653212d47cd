import { type Cluster } from '../model/cluster';
import { printable } from '../model/printable';
import { divisionsInWords } from '../resolve/explain/divisions-in-words';
import { type Explanation } from '../resolve/explain/explanation';
import { rankingInWords } from '../resolve/explain/ranking-in-words';
import { type ReportObject, type ReportRanking } from './report-data';
import { runsOfValues } from './runs';
import { type TextTable } from './text-table';

/** What policies have decided of objects: which clusters come first, and how many replicas each gets. */
export class PolicyTable {
  private readonly positions: ReadonlyMap<string, number>;

  public constructor(
    clusters: readonly Cluster[],
    private readonly texts: TextTable,
  ) {
    this.positions = new Map(clusters.map(({ name }, position) => [name, position]));
  }

  /** @param explanation of all clusters. */
  public of(explanation: Explanation): Pick<ReportObject, 'divisions' | 'ranking'> {
    const { texts, positions } = this;
    const divisions = divisionsInWords(explanation).map(({ what, origin, steps }) => ({
      what: printable(what),
      ...(origin !== undefined && { origin: printable(origin) }),
      steps: steps.map(({ cluster, change, why }) => [positions.get(cluster) ?? -1, change, texts.at(why)] as const),
    }));
    const ranking = this.rankingOf(explanation);
    return { ...(divisions.length > 0 && { divisions }), ...(ranking !== undefined && { ranking }) };
  }

  private rankingOf({ clusters }: Explanation): ReportRanking | undefined {
    if (clusters.every(({ ranking }) => ranking === undefined)) return undefined;
    // Ranks and scores are texts of their own: a rank is that of one cluster, scores are those of many.
    const told = clusters.map(({ ranking }) => ranking && rankingInWords(ranking));
    return {
      ranks: told.map((words) => this.texts.at(words?.rank)),
      scores: runsOfValues(told.map((words) => this.texts.at(words?.scores))),
    };
  }
}
