import { errorMessage } from '../../model/error-message';
import { FederationError } from '../../model/federation-error';
import { isJsonObject } from '../../model/json';
import { LOCK_FILE } from '../../model/locked-decisions';
import { type JsonPlace, placeOfPath, placeOfSyntaxError, repeatedKey } from './json-place';
import { LOCK_API_VERSION, type Lock } from './lock';
import { MalformedLock, inventoryIdsOf, sectionsOf } from './lock-sections';

const RESTORE = 'Restore it from version control, and run `fed8s synth`.';
const MERGE = 'Take either side of it, whole, and run `fed8s synth`.';

/**
 * Reads a lock. The order of its lines does not matter, as after a merge; anything else that fed8s would not have written is an
 * error, so that a lock that is written again has lost nothing.
 *
 * @param file as messages name it.
 * @throws FederationError `invalid-lock` where it is damaged, has a merge conflict, or is of an older or newer fed8s.
 */
export function readLock(text: string, file: string = LOCK_FILE): Lock {
  const json = parsed(text, file);
  refuseOtherVersions(json, file);
  try {
    const outputs = sectionsOf(json);
    const inventories = inventoryIdsOf(json);
    const ids = inventories.size === 0 ? 0 : 1 + inventories.size;
    refuseRepeatedKeys(text, file, 3 + outputs.size * 4 + ids);
    return { outputs, inventories };
  } catch (error) {
    if (!(error instanceof MalformedLock)) throw error;
    const remedy = error.isOfMerge ? MERGE : RESTORE;
    throw invalidLock(error.message, { file, place: placeOfPath(text, error.path), remedy });
  }
}

/** The error for a lock that cannot be read. */
export function invalidLock(
  what: string,
  { file, place, remedy }: { readonly file: string; readonly place?: JsonPlace | undefined; readonly remedy?: string },
): FederationError {
  return new FederationError({
    code: 'invalid-lock',
    severity: 'error',
    message: `The lock cannot be read: ${what}.`,
    remedy: remedy ?? RESTORE,
    origin: place === undefined ? file : `${file}:${place.line}:${place.column}`,
  });
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const conflict = lineOfConflict(text);
    if (conflict !== undefined) {
      throw invalidLock('it has a merge conflict', { file, place: { line: conflict, column: 1 }, remedy: MERGE });
    }
    const what = text.trim() === '' ? 'it is empty' : `it is no JSON (${errorMessage(error)})`;
    throw invalidLock(what, { file, place: placeOfSyntaxError(text) });
  }
}

/** The line of the first marker that git leaves where it could not merge. */
function lineOfConflict(text: string): number | undefined {
  const marker = /^(?:<{7,}|={7,}|>{7,}|\|{7,})(?:\s|$)/m.exec(text);
  return marker === null ? undefined : text.slice(0, marker.index).split('\n').length;
}

function refuseOtherVersions(json: unknown, file: string): void {
  const { apiVersion, kind } = isJsonObject(json) ? json : {};
  if (typeof apiVersion !== 'string' || !apiVersion.startsWith('fed8s.dev/')) {
    throw invalidLock('it is no lock of fed8s, which says so in its apiVersion', { file });
  }
  if (apiVersion !== LOCK_API_VERSION) {
    const age = ageOf(apiVersion);
    throw invalidLock(`its apiVersion is ${apiVersion}, of ${age} fed8s; this one reads ${LOCK_API_VERSION}`, {
      file,
      remedy: `Use the fed8s that wrote it${age === 'a newer' ? ', or a newer one' : ''}.`,
    });
  }
  if (kind !== 'Lock') throw invalidLock('it is no lock: its kind is not Lock', { file });
}

/** Versions are called as those of Kubernetes: v1alpha1 and v1beta1 come before v1. */
function ageOf(apiVersion: string): 'an older' | 'a newer' | 'another' {
  const [, major] = /^fed8s\.dev\/v([0-9]+)(?:(?:alpha|beta)[0-9]+)?$/.exec(apiVersion) ?? [];
  if (major === undefined) return 'another';
  return Number(major) > CURRENT_MAJOR ? 'a newer' : 'an older';
}

const CURRENT_MAJOR = 1;

/** Of two keys of one name JSON takes the last. A text with no more colons than keys has no such two. */
function refuseRepeatedKeys(text: string, file: string, keys: number): void {
  let colons = 0;
  for (const _ of text.matchAll(/"\s*:/g)) colons += 1;
  const repeated = colons > keys ? repeatedKey(text) : undefined;
  if (repeated === undefined) return;
  throw invalidLock(`the key ${JSON.stringify(repeated.key)} stands twice in one map`, { file, place: repeated.place });
}
