import { isJsonObject } from './json';
import { type ObjectRef } from './object-ref';

/** The reference of a manifest as far as it has one: for messages, and for what is left alone. */
export function refOfManifest(manifest: unknown): ObjectRef {
  const { apiVersion, kind, metadata } = isJsonObject(manifest) ? manifest : {};
  const { name, namespace } = isJsonObject(metadata) ? metadata : {};
  return {
    apiVersion: typeof apiVersion === 'string' ? apiVersion : '',
    kind: typeof kind === 'string' ? kind : 'object',
    ...(typeof namespace === 'string' && { namespace }),
    name: typeof name === 'string' ? name : '',
  };
}
