import { describeCondition } from '../../../model/cluster-condition';
import { listed } from '../../../model/listed';
import { type PlacementPolicy } from '../../../model/placement-policy';

/** One clause for a person that says which clusters a policy lets be: `where tier = gold, with deployment/shop/api`. */
export function describePolicy({ where, exclude, affinity, antiAffinity }: PlacementPolicy): string {
  return [
    ...(where === undefined ? [] : [`where ${describeCondition(where)}`]),
    ...(exclude === undefined ? [] : [`not ${describeCondition(exclude)}`]),
    ...(affinity.required.length === 0 ? [] : [`with ${listed(affinity.required)}`]),
    ...(antiAffinity.required.length === 0 ? [] : [`not with ${listed(antiAffinity.required)}`]),
  ].join(', ');
}
