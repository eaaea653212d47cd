import { createHash } from 'node:crypto';
import { FederationError } from '../../model/federation-error';

/** Who writes: a repository, or a stack of Pulumi. What one owner has applied, no other deletes. */
export interface Owner {
  /** As it was given: `shop`, `fed8s/shop/production`. */
  readonly name: string;
  /** The field manager of everything that it applies: what is readable of it, then a hash of its name. At most 128 bytes. */
  readonly fieldManager: string;
  /** The same hash, for the names and labels of its inventory. */
  readonly key: string;
}

/** Field managers of all owners begin with it. */
const PREFIX = 'fed8s/';

/** What an API server takes of a field manager (apimachinery, `FieldManagerMaxLength`). */
const LONGEST_MANAGER = 128;

/** Digits of the hash: two owners among a million have one with a chance below one to a thousand million. */
const HASH_DIGITS = 20;

const SEGMENT = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?';
const NAME = new RegExp(`^${SEGMENT}(?:/${SEGMENT})*$`);

/**
 * The owner of a name.
 *
 * @param name parts of letters, digits and `-_.`, with slashes between.
 * @throws FederationError `invalid-owner`.
 */
export function ownerNamed(name: string): Owner {
  if (!NAME.test(name)) {
    throw invalid(
      name === '' ? 'It is empty.' : `${JSON.stringify(name)} cannot be one.`,
      'Use parts of letters, digits, - _ and ., with slashes between, such as shop or shop/production.',
    );
  }
  const key = createHash('sha256').update(name).digest('hex').slice(0, HASH_DIGITS);
  const readable = name.startsWith(PREFIX) ? name : `${PREFIX}${name}`;
  const fieldManager = `${readable}-${key}`;
  const excess = fieldManager.length - LONGEST_MANAGER;
  if (excess > 0)
    throw invalid(`${JSON.stringify(name)} is too long.`, `Make it at least ${excess} characters shorter.`);
  return { name, fieldManager, key };
}

/** Whether a field manager is that of an owner, this one or another. */
export function isFieldManagerOfOwner(manager: string): boolean {
  return manager.startsWith(PREFIX);
}

function invalid(what: string, remedy: string): FederationError {
  return new FederationError({
    code: 'invalid-owner',
    severity: 'error',
    message: `The owner of what is applied: ${what}`,
    remedy,
  });
}
