import { own } from '../model/frozen-json';
import { type JsonObject, isJsonObject } from '../model/json';
import { type ProblemCode } from '../model/problem-codes';

/** Why no API server creates a manifest, whatever its kind. */
export interface ServerRefusal {
  readonly code: Extract<ProblemCode, 'invalid-manifest' | 'server-field-in-template'>;
  /** One clause. */
  readonly why: string;
  readonly remedy: string;
  /** JSON pointer from the manifest. */
  readonly path: string;
}

/**
 * What makes every API server refuse to create a manifest: seen in runs of KubeFed, which reports CreationFailed.
 *
 * @param needsNamespace whether it must name a namespace, as what KubeFed creates in one does.
 */
export function serverRefusal(manifest: JsonObject, needsNamespace: boolean): ServerRefusal | undefined {
  const metadata = own(manifest, 'metadata');
  const name = isJsonObject(metadata) ? own(metadata, 'name') : undefined;
  if (typeof name !== 'string' || name === '') {
    return {
      code: 'invalid-manifest',
      why: 'it has no name',
      remedy: 'Leave metadata of the template an object, and do not override it as a whole.',
      path: '/metadata/name',
    };
  }
  const apiVersion = own(manifest, 'apiVersion');
  if (typeof apiVersion !== 'string' || !/^[^/]+(\/[^/]+)?$/.test(apiVersion)) {
    return {
      code: 'invalid-manifest',
      why: `its apiVersion is ${apiVersion === undefined ? 'missing' : JSON.stringify(apiVersion)}`,
      remedy: 'Write version or group/version.',
      path: '/apiVersion',
    };
  }
  const namespace = isJsonObject(metadata) ? own(metadata, 'namespace') : undefined;
  if (needsNamespace && (typeof namespace !== 'string' || namespace === '')) {
    return {
      code: 'invalid-manifest',
      why: 'it has no namespace',
      remedy: 'Do not override metadata as a whole.',
      path: '/metadata/namespace',
    };
  }
  const version = isJsonObject(metadata) ? own(metadata, 'resourceVersion') : undefined;
  if (typeof version === 'string' && version !== '') {
    return {
      code: 'server-field-in-template',
      why: 'it carries a resourceVersion, which only a server assigns',
      remedy: 'Remove metadata.resourceVersion.',
      path: '/metadata/resourceVersion',
    };
  }
  return undefined;
}
