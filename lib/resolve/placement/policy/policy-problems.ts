import { clustersNamedIn } from '../../../model/cluster-condition';
import { type FederatedObject } from '../../../model/federated-object';
import { listed } from '../../../model/listed';
import { type PlacementPolicy } from '../../../model/placement-policy';
import { type PlacedObject } from '../place-object';
import { type KnownClusters, reportUnknownClusters } from '../unknown-clusters';
import { type Choice } from './choose-clusters';

/** What a policy is told of with. */
export interface PolicyReport extends KnownClusters {
  /** What KubeFed's rules give. */
  readonly selected: PlacedObject;
}

const PATH = '/spec/placement';

/** Tells of what a policy asks for in vain. */
export function reportPolicy(
  object: FederatedObject,
  policy: PlacementPolicy,
  choice: Choice,
  told: PolicyReport,
): void {
  const conditions = [policy.where, policy.exclude, ...policy.prefer].filter((one) => one !== undefined);
  const names = new Set(conditions.flatMap(clustersNamedIn));
  reportUnknownClusters(object, names, told, { by: 'The placement names', orElse: 'leave it out', path: PATH });
  if (choice.short > 0 && told.unreadable.length === 0) reportShort(object, policy, { choice, ...told });
  if (policy.count === undefined && ranks(policy) && object.replicas === undefined) {
    told.log.warn(object, {
      code: 'option-ignored',
      message:
        'The placement ranks clusters (prefer, or preferred), and all that may be are chosen, whatever their rank.',
      remedy: 'Say how many are wanted (count), or leave the ranking out.',
      path: PATH,
    });
  }
  if (policy.affinity.required.length > 0) reportKeptOff(object, choice, told);
}

function ranks({ prefer, affinity, antiAffinity }: PlacementPolicy): boolean {
  return prefer.length + affinity.preferred.length + antiAffinity.preferred.length > 0;
}

function reportShort(
  object: FederatedObject,
  { count }: PlacementPolicy,
  { choice, index, log, selected }: PolicyReport & { readonly choice: Choice },
): void {
  const { atLeast = 0 } = count ?? {};
  const numbers = new Map<string, number>();
  index.names.forEach((_, cluster) => {
    const { reason } = choice.reasonAt(cluster);
    if (selected.members[cluster] !== 1 || choice.members[cluster] === 1 || reason === 'not-chosen') return;
    numbers.set(reason, (numbers.get(reason) ?? 0) + 1);
  });
  const why = [...numbers].map(([reason, number]) => `${number} ${reason}`).join(', ');
  log.add({
    code: 'too-few-clusters',
    severity: 'error',
    kubefed: 'error',
    message: `It is to be on at least ${atLeast} clusters; ${choice.eligible} may be chosen, and ${atLeast - choice.short} were${why === '' ? '' : ` (left out: ${why})`}.`,
    remedy:
      'Ask for fewer (count), let it go to more clusters, or allow a greater skew. `fed8s explain` says what keeps it off each.',
    object: object.ref,
    path: PATH,
    ...(object.origin !== undefined && { origin: object.origin }),
  });
}

/** An object that is to be with another, and is kept off by a taint that the other tolerates, is mostly meant to tolerate it too. */
function reportKeptOff(object: FederatedObject, choice: Choice, { index, log }: PolicyReport): void {
  const off = index.names.filter((_, cluster) => choice.isMissedAt(cluster));
  if (off.length === 0) return;
  log.warn(object, {
    code: 'affinity-kept-off',
    message: `It is to be with other objects, and taints that are not tolerated keep it off clusters where those are: ${listed(off)}.`,
    remedy: 'Give its placement the tolerations of the others, or exclude the clusters.',
    path: PATH,
  });
}
