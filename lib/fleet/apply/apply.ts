import { type ClusterApi } from '../../kube/cluster-api';
import { DEFAULT_SYSTEM_NAMESPACE } from '../../model/federation';
import { type Problem } from '../../model/problem';
import { type ClusterOutcome } from '../cluster-outcome';
import { type DeclaredOn } from './apply-guards';
import { type ApplyResult, type ClusterApplied, isDone } from './apply-result';
import { type ApplyRequest, type ApplySettings } from './apply-settings';
import { MoveGate } from './move-gate';
import { pruneCluster } from './prune-cluster';
import { sideBySide } from './side-by-side';
import { type Survey } from './survey';
import { type RefusedCluster } from './survey-cluster';
import { surveyFleet } from './survey-fleet';
import { ClusterWriter } from './write-cluster';

/** How many clusters are talked to at a time, where nobody says. */
const CLUSTERS_AT_A_TIME = 32;

/**
 * Makes clusters as they are declared: by server-side apply, in the order in which objects stand on each other, and with what
 * the owner had there and declares no more deleted. It first looks at all clusters, and writes nothing where a guard stands
 * against it. A cluster that does not answer is left alone, and the others are not. Nothing is thrown.
 */
export async function apply({ members, desired, ...settings }: ApplyRequest): Promise<ApplyResult> {
  const systemNamespace = settings.systemNamespace ?? DEFAULT_SYSTEM_NAMESPACE;
  const { concurrency = CLUSTERS_AT_A_TIME } = settings;
  const { surveys, surveyed, declaredOn, problems } = await surveyFleet({ members, desired, ...settings });
  if (problems.some(({ severity }) => severity === 'error')) return { problems, clusters: [], state: 'stopped' };
  const apis = new Map(members.flatMap(({ name, api }) => (api.outcome === 'ok' ? [[name, api.value] as const] : [])));
  const writers = surveyed.map(
    ({ cluster, survey }) =>
      new ClusterWriter(apis.get(cluster) as ClusterApi, { cluster, survey, settings, systemNamespace }),
  );
  await write(writers, { declaredOn, concurrency, settings });
  const clusters = surveys.map((outcome) => appliedOf(outcome, writers));
  return { problems, clusters, state: clusters.every(isComplete) ? 'complete' : 'incomplete' };
}

async function write(
  writers: readonly ClusterWriter[],
  {
    declaredOn,
    concurrency,
    settings,
  }: { readonly declaredOn: DeclaredOn; readonly concurrency: number; readonly settings: ApplySettings },
): Promise<void> {
  await sideBySide(writers, concurrency, async (writer) => {
    await writer.write();
    if (settings.wait === true) await writer.wait('all');
  });
  const gate = new MoveGate(writers, declaredOn);
  await gate.open();
  await sideBySide(writers, concurrency, async (writer) => {
    // A name may have changed, and what came under the new one is not there: what went under the old one stays.
    const failed = writer.results.some(({ outcome }) => outcome === 'failed' || outcome === 'not-tried');
    await pruneCluster(writer, (key) =>
      failed ? 'not everything could be applied on its cluster' : gate.hindrance(key),
    );
    await writer.settle();
  });
}

function appliedOf(
  outcome: ClusterOutcome<Survey | RefusedCluster>,
  writers: readonly ClusterWriter[],
): ClusterOutcome<ClusterApplied> {
  if (outcome.outcome === 'unknown') return outcome;
  const { cluster, value } = outcome;
  const writer = writers.find((other) => other.cluster === cluster);
  if ('refused' in value || writer === undefined) {
    const problems: readonly Problem[] = 'refused' in value ? [value.refused] : [];
    return { cluster, outcome: 'done', value: { outcome: 'refused', problems } };
  }
  return {
    cluster,
    outcome: 'done',
    value: { outcome: 'applied', objects: writer.results, problems: writer.problems },
  };
}

function isComplete(outcome: ClusterOutcome<ClusterApplied>): boolean {
  if (outcome.outcome === 'unknown' || outcome.value.outcome === 'refused') return false;
  return outcome.value.problems.length === 0 && outcome.value.objects.every(isDone);
}
