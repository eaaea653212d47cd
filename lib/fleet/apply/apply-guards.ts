import { type JsonObject } from '../../model/json';
import { listed } from '../../model/listed';
import { describeKey } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { budgetProblems } from '../../plan/deletion-budget';
import { type DeletionCounts } from '../../plan/deletion-counts';
import { type MovingObject, dataMoveProblems } from '../waves/data-moves';
import { type ApplySettings } from './apply-settings';
import { type Survey, entriesBefore } from './survey';

/** A cluster that was surveyed. */
export interface Surveyed {
  readonly cluster: string;
  readonly survey: Survey;
}

/** Where an object, by its key, is declared: the clusters, sorted. */
export type DeclaredOn = (key: string) => readonly string[];

/** What stands against an apply as a whole, before anything is written. */
export function guardProblems(
  surveyed: readonly Surveyed[],
  {
    declaredOn,
    left,
    manifestOf,
    settings,
  }: {
    readonly declaredOn: DeclaredOn;
    /** Clusters that are no longer of the federation. */
    readonly left: readonly string[];
    /** As it is declared on a cluster. */
    readonly manifestOf: (cluster: string, key: string) => JsonObject | undefined;
    readonly settings: ApplySettings;
  },
): readonly Problem[] {
  return [
    ...sameClusters(surveyed),
    ...budgetProblems(deletions(surveyed, declaredOn, left), settings.budget),
    ...dataMoveProblems(moves(surveyed, declaredOn, manifestOf), settings.allowMoves),
  ];
}

function sameClusters(surveyed: readonly Surveyed[]): readonly Problem[] {
  const byUid = new Map<string, string[]>();
  for (const { cluster, survey } of surveyed) {
    const uid = survey.key.clusterUid;
    byUid.set(uid, [...(byUid.get(uid) ?? []), cluster]);
  }
  return [...byUid.values()]
    .filter((names) => names.length > 1)
    .map((names) => ({
      code: 'same-cluster',
      severity: 'error',
      message: `The clusters ${listed(names)} are one and the same: their namespaces kube-system have one UID.`,
      remedy: 'Give each its own kubeconfig context, or take all but one of them out of the federation.',
    }));
}

function deletions(surveyed: readonly Surveyed[], declaredOn: DeclaredOn, left: readonly string[]): DeletionCounts {
  const gone = new Map<string, string[]>();
  for (const { cluster, survey } of surveyed) {
    for (const { key, decision } of survey.prunes) {
      if (decision.decision !== 'delete' || declaredOn(key).length > 0) continue;
      gone.set(key, [...(gone.get(key) ?? []), cluster]);
    }
  }
  return {
    clusters: surveyed.map(({ cluster, survey }) => {
      const deleted = survey.prunes.filter(({ decision }) => decision.decision === 'delete').length;
      return { cluster, before: entriesBefore(survey).length, after: survey.steps.length, deleted };
    }),
    left,
    gone: [...gone].map(([key, clusters]) => ({ name: describeKey(key), clusters: clusters.sort() })),
  };
}

/** What leaves a cluster and is declared on others. */
function moves(
  surveyed: readonly Surveyed[],
  declaredOn: DeclaredOn,
  manifestOf: (cluster: string, key: string) => JsonObject | undefined,
): readonly MovingObject[] {
  return surveyed.flatMap(({ cluster, survey }) =>
    survey.prunes.flatMap(({ key, decision }): readonly MovingObject[] => {
      const to = declaredOn(key);
      const [first] = to;
      if (decision.decision !== 'delete' || first === undefined) return [];
      return [{ key, from: cluster, to, manifest: manifestOf(first, key) }];
    }),
  );
}
