import { type Answer, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type ObjectRef } from '../../model/object-ref';
import { type FleetMember } from '../fleet-member';
import { type FoundInventory } from '../inventory/inventory';
import { type FoundDrift } from './object-drift';

/** What an owner has applied to a cluster, as far as that is known. */
export interface Applied {
  readonly refs: readonly ObjectRef[];
  readonly orphans: FoundDrift['orphans'];
  /** Why they are unknown. */
  readonly orphansUnknown?: string;
}

/** Reads the inventory that an owner has on a cluster. */
export type ReadInventory = (api: ClusterApi, member: FleetMember) => Promise<Answer<FoundInventory>>;

/** Reads it, where anybody wants it read. */
export async function appliedOn(
  api: ClusterApi,
  member: FleetMember,
  options: { readonly inventory?: ReadInventory },
): Promise<Answer<Applied>> {
  if (options.inventory === undefined) {
    return ok({ refs: [], orphans: 'not-asked' });
  }
  const answer = await options.inventory(api, member);
  if (answer.outcome === 'failed') return answer;
  const found = answer.value;
  switch (found.state) {
    case 'found':
      return ok({ refs: found.inventory.entries, orphans: 'known' });
    case 'absent':
      return ok({ refs: [], orphans: 'known' });
    case 'damaged':
      return ok({ refs: [], orphans: 'unknown', orphansUnknown: `The inventory is damaged: ${found.reason}.` });
    case 'foreign':
      return ok({ refs: [], orphans: 'unknown', orphansUnknown: `The inventory is not ours: ${found.reason}.` });
  }
}
