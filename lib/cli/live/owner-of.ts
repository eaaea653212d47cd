import { Option } from 'commander';
import { type Owner, ownerNamed } from '../../fleet/owner/owner';
import { FederationError } from '../../model/federation-error';
import { type CliIo } from '../io';
import { CONFIG_FILE, configuredOwner } from '../source/app-config';

/** `--owner`. */
export function ownerOption(): Option {
  return new Option(
    '--owner <name>',
    'who applies: objects of other owners are left alone (default: FED8S_OWNER, else owner of cdk8s.yaml)',
  );
}

/**
 * The owner of a call.
 *
 * @throws FederationError `invalid-owner`.
 */
export function ownerOf({ owner }: { readonly owner?: string }, env: CliIo['env']): Owner {
  const name = owner ?? (env.FED8S_OWNER === '' ? undefined : env.FED8S_OWNER) ?? configuredOwner();
  if (name !== undefined) return ownerNamed(name);
  throw new FederationError({
    code: 'invalid-owner',
    severity: 'error',
    message: 'Nobody is named as the owner of what is applied.',
    remedy: `Name one (--owner shop), or write \`owner: shop\` into ${CONFIG_FILE}: it tells your objects from those of other repositories.`,
  });
}
