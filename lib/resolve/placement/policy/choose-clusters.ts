import { type ClusterCount, type PlacementPolicy } from '../../../model/placement-policy';
import { type Reason } from '../../decisions';
import { type PlacedObject } from '../place-object';
import { type Candidates, ranked } from './candidates';
import { type ChoiceContext, type ClusterFilter, type ClusterScore } from './choice-context';
import { describePolicy } from './describe-policy';
import { affinityFilter } from './filters/affinity';
import { antiAffinityFilter } from './filters/anti-affinity';
import { conditionFilter } from './filters/condition';
import { exclusionFilter } from './filters/exclusion';
import { taintFilter } from './filters/taints';
import { topologyFilter } from './filters/topology';
import { affinityScore } from './scores/affinity';
import { preferenceScore } from './scores/preference';
import { taintScore } from './scores/taints';
import { selectCount } from './select/select-count';
import { selectSpread } from './select/select-spread';

/** In this order; the first that leaves a cluster out is the reason given. */
const filters: readonly ClusterFilter[] = [
  conditionFilter,
  exclusionFilter,
  taintFilter,
  affinityFilter,
  antiAffinityFilter,
  topologyFilter,
];

/** In this order; a later one counts where those before it are equal. */
const scores: readonly ClusterScore[] = [preferenceScore, affinityScore, taintScore];

/** Which clusters a policy has chosen. */
export interface Choice extends PlacedObject {
  /** How many clusters are lacking of those that were asked for. */
  readonly short: number;
  /** How many clusters might have been chosen. */
  readonly eligible: number;
  /** The positions of those that might have been chosen, the best first. */
  readonly order: () => readonly number[];
  /** What a cluster was ranked by. */
  readonly scoresOf: (cluster: number) => readonly { readonly name: string; readonly score: number }[];
  /** Whether the object was on a cluster before, by the lock. */
  readonly wasThere: (cluster: number) => boolean;
  /** Whether only a taint keeps the object off a cluster where all are that it is to be with. */
  readonly isMissedAt: (cluster: number) => boolean;
}

/**
 * Filter, score, select: which of the clusters that KubeFed's rules select an object goes to. Pure, and the order in which
 * anything is given does not matter, but for the groups of `prefer`.
 *
 * @param selected what KubeFed's rules give.
 * @param ties one number for each cluster, see `tieBreakers`.
 */
export function chooseClusters(selected: PlacedObject, context: ChoiceContext, ties: () => Uint32Array): Choice {
  const { policy, clusters, before } = context;
  const reasons = new Array<Reason | undefined>(clusters.length);
  const eligible = eligibleClusters(selected, context, reasons);
  const scored = scores.flatMap((score) => {
    const of = score.prepare(context);
    if (of === undefined) return [];
    const numbers = new Float64Array(clusters.length);
    for (const cluster of eligible) numbers[cluster] = of(cluster);
    return [{ name: score.name, numbers }];
  });
  let candidates: Candidates | undefined;
  const inOrder = (): Candidates => {
    const numbers = scored.map((one) => one.numbers);
    const kept = policy.sticky ? before : new Uint8Array(clusters.length);
    return (candidates ??= { ...ranked(eligible, numbers, ties()), kept });
  };
  const chosen = select(eligible, context, inOrder);
  const whyApart = affinityFilter.prepare(context);
  const isWithAll = (cluster: number): boolean => whyApart !== undefined && whyApart(cluster) === undefined;
  const members = new Uint8Array(clusters.length);
  for (const cluster of chosen) members[cluster] = 1;
  const stayed = policy.sticky ? chosen.filter((cluster) => before[cluster] === 1).length : 0;
  const [inside, outside] = chosenReasons(policy, { chosen: chosen.length, stayed, eligible: eligible.length });
  return {
    members,
    reasonAt: (cluster) => {
      if (selected.members[cluster] !== 1) return selected.reasonAt(cluster);
      if (members[cluster] !== 1) return reasons[cluster] ?? outside;
      return inside;
    },
    short: Math.max(0, (policy.count?.atLeast ?? 0) - chosen.length),
    eligible: eligible.length,
    order: () => inOrder().order,
    scoresOf: (cluster) => scored.map(({ name, numbers }) => ({ name, score: numbers[cluster] as number })),
    wasThere: (cluster) => before[cluster] === 1,
    isMissedAt: (cluster) => reasons[cluster]?.reason === 'tainted' && isWithAll(cluster),
  };
}

/** Those that pass every filter; why the others do not goes to `reasons`, one and the same object for one and the same reason. */
function eligibleClusters(
  { members }: PlacedObject,
  context: ChoiceContext,
  reasons: (Reason | undefined)[],
): readonly number[] {
  const asked = filters.flatMap(({ reason, prepare }) => {
    const whyNot = prepare(context);
    return whyNot === undefined ? [] : [{ reason, whyNot, told: new Map<string, Reason>() }];
  });
  const eligible: number[] = [];
  members.forEach((member, cluster) => {
    if (member !== 1) return;
    for (const { reason, whyNot, told } of asked) {
      const detail = whyNot(cluster);
      if (detail === undefined) continue;
      const known = told.get(detail) ?? { placed: false, reason, detail };
      told.set(detail, known);
      reasons[cluster] = known;
      return;
    }
    eligible.push(cluster);
  });
  return eligible;
}

function select(
  eligible: readonly number[],
  { policy: { count, spread }, topology }: ChoiceContext,
  inOrder: () => Candidates,
): readonly number[] {
  if (count === undefined) return eligible;
  if (spread.length === 0) return selectCount(inOrder(), count.atMost);
  const topologies = spread.map(({ by, maxSkew }) => ({ ...topology(by), maxSkew }));
  return selectSpread(inOrder(), topologies, count.atMost);
}

function chosenReasons(
  policy: PlacementPolicy,
  { chosen, stayed, eligible }: Readonly<Record<'chosen' | 'stayed' | 'eligible', number>>,
): readonly [Reason, Reason] {
  const asked = describePolicy(policy);
  const detail =
    policy.count === undefined ? asked || 'every cluster that may be chosen' : wanted(policy.count, eligible);
  return [
    { placed: true, reason: 'chosen', detail },
    {
      placed: false,
      reason: 'not-chosen',
      detail: `${detail}; ${chosen} ${chosen === 1 ? 'other was' : 'others were'}${stayed === 0 ? '' : `, ${stayed} of them as before, by the lock`}`,
    },
  ];
}

/** `3 wanted of 5 that may be chosen`. */
function wanted({ atLeast, atMost }: ClusterCount, eligible: number): string {
  const most = atMost === Number.MAX_SAFE_INTEGER ? 'or more' : `to ${atMost}`;
  return `${atLeast === atMost ? atMost : `${atLeast} ${most}`} wanted of ${eligible} that may be chosen`;
}
