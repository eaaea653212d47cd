import { type Answer } from '../../kube/answer';
import { DEFAULT_SYSTEM_NAMESPACE } from '../../model/federation';
import { objectKey } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { refOfManifest } from '../../model/ref-of-manifest';
import { acrossClusters } from '../across-clusters';
import { type ClusterOutcome } from '../cluster-outcome';
import { type DesiredCluster } from '../desired-cluster';
import { type DeclaredOn, type Surveyed, guardProblems } from './apply-guards';
import { type ApplyRequest } from './apply-settings';
import { type Survey } from './survey';
import { type RefusedCluster, surveyCluster } from './survey-cluster';

/** What is to be done about each cluster, and what stands against doing it. Nothing has been written. */
export interface FleetSurvey {
  /** In the order of the members. */
  readonly surveys: readonly ClusterOutcome<Survey | RefusedCluster>[];
  /** Those that could be looked at. */
  readonly surveyed: readonly Surveyed[];
  readonly declaredOn: DeclaredOn;
  readonly problems: readonly Problem[];
}

/** Looks at all clusters, side by side. */
export async function surveyFleet({ members, desired, ...settings }: ApplyRequest): Promise<FleetSurvey> {
  const { systemNamespace = DEFAULT_SYSTEM_NAMESPACE, concurrency } = settings;
  const declaredOn = declarations(desired);
  const byName = new Map(desired.map((cluster) => [cluster.name, cluster]));
  const surveys = await acrossClusters(
    members,
    (api, { name }): Promise<Answer<Survey | RefusedCluster>> =>
      surveyCluster(api, {
        cluster: name,
        manifests: byName.get(name)?.manifests ?? [],
        settings,
        systemNamespace,
        movesTo: (key) => declaredOn(key).some((other) => other !== name),
      }),
    concurrency === undefined ? {} : { concurrency },
  );
  const surveyed = surveys.flatMap(({ cluster, ...outcome }) =>
    outcome.outcome === 'done' && 'steps' in outcome.value ? [{ cluster, survey: outcome.value }] : [],
  );
  const left = members.map(({ name }) => name).filter((name) => !byName.has(name));
  return { surveys, surveyed, declaredOn, problems: guardProblems(surveyed, { declaredOn, left, settings }) };
}

function declarations(desired: readonly DesiredCluster[]): DeclaredOn {
  const on = new Map<string, string[]>();
  for (const { name, manifests } of desired) {
    for (const manifest of manifests) {
      const key = objectKey(refOfManifest(manifest));
      const names = on.get(key);
      if (names === undefined) on.set(key, [name]);
      else if (!names.includes(name)) names.push(name);
    }
  }
  return (key) => on.get(key) ?? [];
}
