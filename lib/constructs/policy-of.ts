import { isJsonObject } from '../model/json';
import { type PlacementPolicy } from '../model/placement-policy';
import { type HeldReplicas } from './federated-replicas';
import { ownPolicyOf } from './own-policy';
import { placementFor, replicasFor } from './policy';
import { type RenderedObject } from './rendered-object';

/**
 * What holds for an object beyond KubeFed's API, by itself or by what stands around it. A placement is inherited as a whole: one
 * that an object has itself, also in KubeFed's form, takes the place of the one around it.
 */
export function policyOf(
  { construct, manifest }: RenderedObject,
  isFederated: boolean,
): { readonly policy?: PlacementPolicy | undefined; readonly replicas?: HeldReplicas | undefined } {
  const own = ownPolicyOf(construct);
  const around = placementFor(construct);
  // A Federated construct of ours shows what it has inherited as if it were its own.
  const { spec } = (isJsonObject(manifest) ? manifest : {}) as { readonly spec?: unknown };
  const declares = isFederated && own === undefined && isJsonObject(spec) && spec.placement !== undefined;
  const hasOwn = own?.placement !== undefined || declares;
  return {
    policy: hasOwn ? own?.placement?.policy : around?.policy,
    replicas: own?.replicas === undefined ? replicasFor(construct) : { replicas: own.replicas, inherited: false },
  };
}
