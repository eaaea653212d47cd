import { describeKey, objectKey } from '../../model/object-ref';
import { listed } from '../../model/listed';
import { type Problem } from '../../model/problem';
import { budgetProblems } from '../../plan/deletion-budget';
import { type DeletionCounts } from '../../plan/deletion-counts';
import { type ApplySettings } from './apply-settings';
import { type Survey } from './survey';

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
    settings,
  }: {
    readonly declaredOn: DeclaredOn;
    /** Clusters that are no longer of the federation. */
    readonly left: readonly string[];
    readonly settings: ApplySettings;
  },
): readonly Problem[] {
  return [
    ...sameClusters(surveyed),
    ...budgetProblems(deletions(surveyed, declaredOn, left), settings.budget),
    ...(settings.allowMoves === true ? [] : dataMoves(surveyed, declaredOn)),
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
      const before = survey.inventory.state === 'found' ? survey.inventory.inventory.entries.length : 0;
      const deleted = survey.prunes.filter(({ decision }) => decision.decision === 'delete').length;
      return { cluster, before, after: survey.steps.length, deleted };
    }),
    left,
    gone: [...gone].map(([key, clusters]) => ({ name: describeKey(key), clusters: clusters.sort() })),
  };
}

const HOLDS_DATA: ReadonlySet<string> = new Set(['StatefulSet.apps', 'PersistentVolumeClaim']);

function dataMoves(surveyed: readonly Surveyed[], declaredOn: DeclaredOn): readonly Problem[] {
  return surveyed.flatMap(({ cluster, survey }) =>
    survey.prunes
      .filter(({ entry, key, decision }) => {
        const kind = objectKey(entry).slice(0, objectKey(entry).indexOf('/'));
        return (
          ['delete', 'keep'].includes(decision.decision) &&
          HOLDS_DATA.has(kind) &&
          comesAnew(key, { surveyed, declaredOn })
        );
      })
      .map(({ key }) => ({
        code: 'move-loses-data' as const,
        severity: 'error' as const,
        cluster,
        message: `${describeKey(key)} would move from ${cluster} to ${listed(declaredOn(key))}, and its data would stay behind.`,
        remedy: 'Move the data first, then say so: --allow-moves.',
      })),
  );
}

/** Whether an object comes to a cluster on which it was not, as far as that is known. */
function comesAnew(
  key: string,
  { surveyed, declaredOn }: { readonly surveyed: readonly Surveyed[]; readonly declaredOn: DeclaredOn },
): boolean {
  return declaredOn(key).some((name) => {
    const survey = surveyed.find(({ cluster }) => cluster === name)?.survey;
    return survey === undefined || !hadBefore(survey, key);
  });
}

/** Whether an object of ours was on a cluster before this run. */
export function hadBefore({ inventory }: Survey, key: string): boolean {
  if (inventory.state === 'absent') return false;
  return inventory.inventory.entries.some((entry) => entry.uid !== undefined && objectKey(entry) === key);
}
