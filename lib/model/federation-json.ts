import { type Federation } from './federation';
import { FederationError } from './federation-error';
import { type Semantics } from './finding';
import { freezeDeep } from './frozen-json';
import { isJsonObject } from './json';

const API_VERSION = 'fed8s.dev/v1';

/** Names the file to which an app is to hand on its federation, instead of writing folders. */
export const FEDERATION_VARIABLE = 'FED8S_FEDERATION';

/** A federation, and how the app that made it would have it resolved and written. */
export interface HandedOn {
  readonly federation: Federation;
  readonly semantics: Semantics;
  /** The lock file that the app asks for. */
  readonly lock?: string | undefined;
  /** How many objects may go unasked, where the app says that. */
  readonly maxDeletes?: number | undefined;
  /** The output folder, where the app has one of its own, whatever it was given. */
  readonly outdir?: string | undefined;
}

/** A federation as text, to hand it from one process to another. */
export function federationText({ federation, ...said }: HandedOn): string {
  return JSON.stringify({ apiVersion: API_VERSION, kind: 'Federation', ...said, federation });
}

/**
 * Reads what `federationText` gave, of this copy of the package or of another.
 *
 * @throws FederationError `invalid-federation` for anything else.
 */
export function readFederationText(text: string): HandedOn {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    document = undefined;
  }
  const { apiVersion, kind, semantics, federation, ...said } = isJsonObject(document) ? document : {};
  const { lock, maxDeletes, outdir } = said;
  const lists = ['clusters', 'objects', 'refused', 'types', 'preferences', 'findings'];
  const isFederation = isJsonObject(federation) && lists.every((list) => Array.isArray(federation[list]));
  if (apiVersion === API_VERSION && kind === 'Federation' && isFederation) {
    return {
      federation: freezeDeep(federation as unknown as Federation),
      semantics: semantics === 'kubefed' ? semantics : 'strict',
      ...(typeof lock === 'string' && { lock }),
      ...(typeof maxDeletes === 'number' && { maxDeletes }),
      ...(typeof outdir === 'string' && { outdir }),
    };
  }
  throw new FederationError({
    code: 'invalid-federation',
    severity: 'error',
    message: 'The app has handed on what is no federation.',
    remedy: 'Use one version of fed8s in the app and on the command line.',
  });
}
