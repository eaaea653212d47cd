import { openFleet } from '../../fleet/open-fleet';
import { type RenewDueResult, renewDue } from '../../fleet/rotate/renew-due';
import { FederationError } from '../../model/federation-error';
import { withHost } from './host-connection';
import { type LiveFlags } from './live-options';
import { type DesiredRead } from './read-desired';

/**
 * Renews the tokens of the host that are due, where a call names a host: by --host-context, or since it takes the credentials of
 * one. Members are asked by their contexts, whatever the call does else. Nothing of it is an error.
 */
export async function renewTokens(
  { clusters, kubefedNamespace }: Pick<DesiredRead, 'clusters' | 'kubefedNamespace'>,
  flags: LiveFlags,
): Promise<RenewDueResult> {
  if (flags.hostContext === undefined && flags.credentials !== 'host') return { renewed: [], problems: [] };
  try {
    return await withHost({ ...flags, kubefedNamespace }, async (host) => {
      const { kubeconfig } = flags;
      const members = await openFleet({ clusters, ...(kubeconfig !== undefined && { kubeconfig }) });
      try {
        // A context that a machine of an automation lacks is no matter: whoever has it renews the token.
        const reached = members.filter(({ api }) => api.outcome === 'ok');
        return await renewDue({ host: host.api, members: reached, kubefedNamespace });
      } finally {
        for (const { api } of members) if (api.outcome === 'ok') api.value.close();
      }
    });
  } catch (error) {
    if (!(error instanceof FederationError)) throw error;
    return { renewed: [], problems: error.problems.map((problem) => ({ ...problem, severity: 'warning' })) };
  }
}
