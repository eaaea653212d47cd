import { type Answer } from '../../kube/answer';
import { type JsonObject } from '../../model/json';
import { DEFAULT_SYSTEM_NAMESPACE } from '../../model/federation';
import { objectKey } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { refOfManifest } from '../../model/ref-of-manifest';
import { acrossClusters } from '../across-clusters';
import { type ClusterOutcome } from '../cluster-outcome';
import { type DesiredCluster } from '../desired-cluster';
import { type FleetMember } from '../fleet-member';
import { type DeclaredOn, type Surveyed, guardProblems } from './apply-guards';
import { type ApplyRequest } from './apply-settings';
import { type Survey } from './survey';
import { type RefusedCluster, surveyCluster } from './survey-cluster';

/** What a look at one cluster came to. */
export type SurveyOutcome = ClusterOutcome<Survey | RefusedCluster>;

/** What is to be done about each cluster, and what stands against doing it. Nothing has been written. */
export interface FleetSurvey {
  /** In the order of the members. */
  readonly surveys: readonly SurveyOutcome[];
  /** Those that could be looked at. */
  readonly surveyed: readonly Surveyed[];
  readonly declaredOn: DeclaredOn;
  readonly problems: readonly Problem[];
}

/** Looks at all clusters, side by side. */
export async function surveyFleet(request: ApplyRequest): Promise<FleetSurvey> {
  const declaredOn = declarations(request.desired);
  return fleetSurveyOf(await surveyMembers(request.members, { request, declaredOn }), { request, declaredOn });
}

/** What a run declares, and where. */
export interface Declared {
  readonly request: ApplyRequest;
  readonly declaredOn: DeclaredOn;
}

/** Looks at some of the clusters of a run. */
export async function surveyMembers(
  members: readonly FleetMember[],
  { request, declaredOn }: Declared,
): Promise<readonly SurveyOutcome[]> {
  const { members: _, desired, expected, ...given } = request;
  // A plan is told by dry runs.
  const settings = expected === undefined ? given : { ...given, dryRun: true };
  const { systemNamespace = DEFAULT_SYSTEM_NAMESPACE, concurrency } = settings;
  const byName = new Map(desired.map((cluster) => [cluster.name, cluster]));
  return acrossClusters(
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
}

/** What the looks at all clusters come to together. */
export function fleetSurveyOf(
  surveys: readonly SurveyOutcome[],
  { request: { members, desired, ...settings }, declaredOn }: Declared,
): FleetSurvey {
  const surveyed = surveys.flatMap(({ cluster, ...outcome }) =>
    outcome.outcome === 'done' && 'steps' in outcome.value ? [{ cluster, survey: outcome.value }] : [],
  );
  const stays = new Set(desired.map(({ name }) => name));
  const left = members.map(({ name }) => name).filter((name) => !stays.has(name));
  const guarded = { declaredOn, left, manifestOf: manifestsByKey(desired), settings };
  return { surveys, surveyed, declaredOn, problems: guardProblems(surveyed, guarded) };
}

/** Where each object is declared. */
export function declarations(desired: readonly DesiredCluster[]): DeclaredOn {
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

/** The manifests of a cluster may be made anew each time: they are asked for once, and only where one is looked for. */
function manifestsByKey(desired: readonly DesiredCluster[]): (cluster: string, key: string) => JsonObject | undefined {
  const byName = new Map(desired.map((cluster) => [cluster.name, cluster]));
  const read = new Map<string, ReadonlyMap<string, JsonObject>>();
  return (cluster, key) => {
    const manifests =
      read.get(cluster) ??
      new Map((byName.get(cluster)?.manifests ?? []).map((one) => [objectKey(refOfManifest(one)), one] as const));
    read.set(cluster, manifests);
    return manifests.get(key);
  };
}
