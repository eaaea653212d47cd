import { type Claim } from '../../fleet/apply/apply-result';

/** `spec.replicas is claimed by kube-controller-manager`. */
export function claimText({ path, manager }: Claim): string {
  return manager === undefined ? `${path} is not as declared` : `${path} is claimed by ${manager}`;
}
