import { randomUUID } from 'node:crypto';
import { FederationError } from '../../model/federation-error';
import { LOCK_FILE } from '../../model/locked-decisions';
import { keepInventoryId, readLockFile } from '../../synth/lock-file';
import { NO_LOCK } from '../../synth/lock-use';
import { type CliIo } from '../io';

/** Holds the id where there is no lock that could, as in a job of CI that applies a folder. */
export const INVENTORY_ID_VARIABLE = 'FED8S_INVENTORY_ID';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where the id of an owner's inventories is looked for. */
export interface InventoryIdPlace {
  readonly owner: string;
  /** `--lock`. */
  readonly lock: string | undefined;
  readonly env: CliIo['env'];
}

/**
 * The id of the inventories of an owner, as far as it is known: of the environment, else of the lock.
 *
 * @throws FederationError `invalid-option`, and where the lock cannot be read.
 */
export function knownInventoryId({ owner, lock, env }: InventoryIdPlace): string | undefined {
  const given = env[INVENTORY_ID_VARIABLE];
  if (given !== undefined && given !== '') {
    if (UUID.test(given)) return given;
    throw new FederationError({
      code: 'invalid-option',
      severity: 'error',
      message: `${INVENTORY_ID_VARIABLE} is ${JSON.stringify(given)}, which is no UUID.`,
      remedy: `Take the one of "inventories" in ${LOCK_FILE}, or leave it unset.`,
    });
  }
  const file = lockFileOf(lock, env);
  return file === NO_LOCK ? undefined : readLockFile(file)?.inventories.get(owner);
}

/**
 * The same for a work that writes an inventory: where none is known, one is made and kept in the lock, before anything else is
 * written.
 *
 * @throws FederationError as {@link knownInventoryId}; `invalid-call` where there is to be no lock; whatever writing it throws.
 */
export function inventoryIdToWrite(place: InventoryIdPlace): string {
  const known = knownInventoryId(place);
  if (known !== undefined) return known;
  const file = lockFileOf(place.lock, place.env);
  if (file !== NO_LOCK) return keepInventoryId(file, place.owner, randomUUID());
  throw new FederationError({
    code: 'invalid-call',
    severity: 'error',
    message: `There is to be no lock, and so nothing that keeps the id of what ${place.owner} applies.`,
    remedy: `Name a lock (--lock ${LOCK_FILE}) and commit it, or give ${INVENTORY_ID_VARIABLE} a UUID that stays.`,
  });
}

function lockFileOf(lock: string | undefined, env: CliIo['env']): string {
  if (lock !== undefined) return lock;
  return env.FED8S_LOCK === undefined || env.FED8S_LOCK === '' ? LOCK_FILE : env.FED8S_LOCK;
}
