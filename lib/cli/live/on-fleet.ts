import { type FleetMember } from '../../fleet/fleet-member';
import { openFleet } from '../../fleet/open-fleet';
import { kubeconfigFiles } from '../../kube/kubeconfig/kubeconfig-files';
import { readKubeconfig } from '../../kube/kubeconfig/read-kubeconfig';
import { FederationError } from '../../model/federation-error';
import { problemOf } from './host-connection';
import { interruptible } from './interruptible';
import { type LiveFlags } from './live-options';
import { type DesiredRead } from './read-desired';

const MILLISECONDS = 1000;

/** What a work on the clusters of a call is given. */
export interface OpenedFleet {
  readonly members: readonly FleetMember[];
  /** Aborted where the process is asked to end. */
  readonly signal: AbortSignal;
}

/**
 * Does a work on the clusters of a call, by their contexts or by what the host knows of them, and closes their connections after.
 *
 * @param whenInterrupted what becomes of requests under way: those of a work that writes are to be finished, so that it is known
 *   what they did.
 * @throws FederationError where there is no kubeconfig, or it cannot be read.
 */
export async function onFleet<T>(
  { clusters, kubefedNamespace }: Pick<DesiredRead, 'clusters' | 'kubefedNamespace'>,
  { flags, whenInterrupted }: { readonly flags: LiveFlags; readonly whenInterrupted: 'abort' | 'finish' },
  work: (opened: OpenedFleet) => Promise<T>,
): Promise<T> {
  return interruptible(async (signal) => {
    const { kubeconfig } = flags;
    // One that cannot be read is a mistake of the call; that a single cluster has no context in it keeps the others from nothing.
    const read = readKubeconfig(kubeconfigFiles(kubeconfig));
    if (read.outcome === 'failed') throw new FederationError(problemOf(read.failure));
    const { credentials, hostContext, requestTimeout } = flags;
    const members = await openFleet({
      clusters,
      kubefedNamespace,
      ...(kubeconfig !== undefined && { kubeconfig }),
      ...(credentials !== undefined && { credentials }),
      ...(hostContext !== undefined && { hostContext }),
      ...(requestTimeout !== undefined && { timeoutMs: requestTimeout * MILLISECONDS }),
      ...(whenInterrupted === 'abort' && { signal }),
    });
    try {
      return await work({ members, signal });
    } finally {
      for (const { api } of members) if (api.outcome === 'ok') api.value.close();
    }
  });
}
