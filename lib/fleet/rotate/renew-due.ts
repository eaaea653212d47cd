import { type ApiFailure, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { DEFAULT_SYSTEM_NAMESPACE } from '../../model/federation';
import { type Problem } from '../../model/problem';
import { acrossClusters } from '../across-clusters';
import { type Clock, machineClock } from '../clock';
import { type FleetMember } from '../fleet-member';
import { hostState } from '../host/host-state';
import { SERVICE_ACCOUNT } from '../marks';
import { metadataOf } from '../metadata-of';
import { type Halted } from '../steps/step';
import { rotateToken } from './rotate';

/** Whose tokens are looked at. */
export interface RenewDueOptions {
  readonly host: ClusterApi;
  /** By credentials of their own: the ServiceAccount of the host can make no token. What is not joined is passed over. */
  readonly members: readonly FleetMember[];
  /** @default kube-federation-system */
  readonly kubefedNamespace?: string;
  /** @default the time of this machine */
  readonly clock?: Clock;
}

/** Whose tokens are new, and why others that should be are not; none of these is an error. */
export interface RenewDueResult {
  readonly renewed: readonly string[];
  readonly problems: readonly Problem[];
}

/** Renews the tokens of a host of which half of the life is over. A member is asked only where its token is due. */
export async function renewDue(options: RenewDueOptions): Promise<RenewDueResult> {
  const { host, kubefedNamespace: namespace = DEFAULT_SYSTEM_NAMESPACE, clock = machineClock } = options;
  const state = await hostState(host, { namespace, clock, besideKubefed: false });
  if (state.outcome !== 'ok') return { renewed: [], problems: warningsOf(state) };
  const { kubefed, clusters } = state.value;
  const joined = new Map(clusters.map((object) => [metadataOf(object).name, object]));
  const mayBeDue = options.members.filter(
    ({ name }) => metadataOf(joined.get(name) ?? {}).annotations[SERVICE_ACCOUNT] !== undefined,
  );
  const outcomes = await acrossClusters(mayBeDue, async (member, { name: cluster }) => {
    const kubefedCluster = joined.get(cluster) ?? {};
    const at = { kubefedCluster, kubefed, steps: [] };
    return ok(await rotateToken({ cluster, host, member, kubefedNamespace: namespace, clock, when: 'due' }, at));
  });
  const renewed: string[] = [];
  const problems: Problem[] = [];
  for (const outcome of outcomes) {
    if (outcome.outcome === 'unknown') problems.push(notRenewed(outcome.failure, outcome.cluster));
    else if (outcome.value.outcome !== 'ok') problems.push(...warningsOf(outcome.value, outcome.cluster));
    else if (outcome.value.value.outcome === 'rotated') renewed.push(outcome.cluster);
  }
  return { renewed, problems };
}

function warningsOf(halted: Halted, cluster?: string): readonly Problem[] {
  return halted.outcome === 'refused'
    ? halted.problems.map((problem) => ({ ...problem, severity: 'warning' }))
    : [notRenewed(halted.failure, cluster)];
}

function notRenewed({ code, message, remedy }: ApiFailure, cluster?: string): Problem {
  const whose = cluster === undefined ? 'The tokens of the host' : `The token of the host for ${cluster}`;
  return {
    code: code ?? 'cluster-not-ready',
    severity: 'warning',
    message: `${whose} could not be renewed: ${message}`,
    remedy: remedy ?? 'Run `fed8s rotate` once the way is mended.',
    ...(cluster !== undefined && { cluster }),
  };
}
