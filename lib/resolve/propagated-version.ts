import { createHash } from 'node:crypto';
import { FederationError } from '../model/federation-error';
import { own } from '../model/frozen-json';
import { type Json, type JsonObject, isJsonObject } from '../model/json';
import { jsonProblems } from '../model/json-check';
import { type OverrideOperation } from '../model/override';
import { goJson, goString } from './go-json';
import { readSpecOverrides } from '../model/read-overrides';

/** What KubeFed records of a federated object in its PropagatedVersion. */
export interface PropagatedVersionHashes {
  /** Of `spec.template`; empty where there is none. */
  readonly templateVersion: string;
  /** Of `spec.overrides`; empty where there is no spec. Absent and null overrides are one, an empty list is another. */
  readonly overridesVersion: string;
}

/**
 * The hashes by which KubeFed's controller notices that a template or its overrides have changed: the MD5 of their JSON as
 * Go writes it (v0.10.0, pkg/controller/sync/resource.go, GetTemplateHash and GetOverrideHash).
 *
 * @param spec the `spec` of a federated object; undefined or null where it has none.
 * @throws FederationError where KubeFed could not read it, or where it holds what JavaScript cannot hold exactly.
 */
export function propagatedVersion(spec: object | null | undefined): PropagatedVersionHashes {
  if (spec === undefined || spec === null) return { templateVersion: '', overridesVersion: '' };
  if (!isJsonObject(spec)) throw invalid('The spec of a federated object is not a map', '');
  const template = own(spec, 'template');
  checkJson({ template: template ?? null, overrides: own(spec, 'overrides') ?? null });
  return { templateVersion: templateVersion(template), overridesVersion: overridesVersion(spec) };
}

function templateVersion(template: Json | undefined): string {
  if (template === undefined) return '';
  if (!isJsonObject(template)) throw invalid('The template of a federated object is not a map', '/template');
  return md5(goJson(template));
}

function overridesVersion(spec: JsonObject): string {
  const entries = readSpecOverrides(spec)?.map(({ clusterName, clusterOverrides }) => {
    const operations = (clusterOverrides ?? []).map(operationText);
    const rest = operations.length === 0 ? '' : `,"clusterOverrides":[${operations.join(',')}]`;
    return `{"clusterName":${goString(clusterName)}${rest}}`;
  });
  return md5(`{"overrides":${entries === undefined ? 'null' : `[${entries.join(',')}]`}}`);
}

/** In the order of the fields of KubeFed's struct, which leaves out an empty op and a value that is null. */
function operationText({ op, path, value }: OverrideOperation): string {
  const operation = op === undefined || op === '' ? '' : `"op":${goString(op)},`;
  // checked to be JSON before
  const rest = value === undefined || value === null ? '' : `,"value":${goJson(value as Json)}`;
  return `{${operation}"path":${goString(path)}${rest}}`;
}

/** Go's encoder ends with a newline. */
function md5(text: string): string {
  return createHash('md5').update(`${text}\n`, 'utf8').digest('hex');
}

function checkJson(spec: JsonObject): void {
  const problems = jsonProblems(spec);
  if (problems.length === 0) return;
  throw new FederationError(
    problems.map(({ code, message, remedy, path }) => ({
      code,
      severity: 'error',
      message: `The spec cannot be hashed: ${message}.`,
      remedy,
      path: `/spec${path}`,
    })),
  );
}

function invalid(what: string, path: string): FederationError {
  return new FederationError({
    code: path === '/template' ? 'invalid-template' : 'invalid-federated-object',
    severity: 'error',
    message: `${what}, so KubeFed cannot read it.`,
    remedy: 'Write `spec: { template: { ... }, placement: { ... } }`.',
    path: `/spec${path}`,
  });
}
