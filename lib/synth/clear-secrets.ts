import { isJsonObject } from '../model/json';
import { type JsonObject } from '../model/json';
import { type Problem } from '../model/problem';
import { type Resolution } from '../resolve/resolution';

/** What a Secret in clear in a folder is: a warning, or an error. */
export type SecretsPolicy = 'warn' | 'refuse';

/**
 * One problem for each Secret whose values would stand in clear in the folders, with the number of clusters. The values are
 * nowhere in it, nor is anything of their length.
 */
export function clearSecrets({ objects, clusters }: Resolution, policy: SecretsPolicy): readonly Problem[] {
  const isSecret = objects.map(({ target }) => target.group === '' && target.kind === 'Secret');
  if (!isSecret.includes(true)) return [];
  const inClear = new Map<JsonObject, boolean>();
  const clustersOf = new Map<number, string[]>();
  for (const { name, manifests, sources } of clusters) {
    for (let index = 0; index < sources.length; index += 1) {
      const source = sources[index] as number;
      if (isSecret[source] !== true) continue;
      const manifest = manifests[index] as JsonObject;
      let clear = inClear.get(manifest);
      if (clear === undefined) {
        clear = hasValues(manifest.data) || hasValues(manifest.stringData);
        inClear.set(manifest, clear);
      }
      if (!clear) continue;
      const names = clustersOf.get(source);
      if (names === undefined) clustersOf.set(source, [name]);
      else names.push(name);
    }
  }
  return [...clustersOf]
    .sort(([a], [b]) => a - b)
    .map(([source, names]) => {
      const object = objects[source];
      const secret = `${object?.namespace === undefined ? '' : `${object.namespace}/`}${object?.name ?? ''}`;
      const [only] = names;
      return {
        code: 'secret-in-clear',
        severity: policy === 'refuse' ? 'error' : 'warning',
        message: `The values of the Secret ${secret} stand in clear in the ${names.length === 1 ? `folder of ${only}` : `folders of ${names.length} clusters`}.`,
        remedy:
          policy === 'refuse'
            ? 'Let an operator make it on the clusters (External Secrets, Sealed Secrets), or allow it by the secrets policy `warn`.'
            : 'Keep it out of version control, or let an operator make it on the clusters (External Secrets, Sealed Secrets); the secrets policy `refuse` makes this an error.',
        ...(object !== undefined && { object: object.ref }),
        ...(names.length === 1 && only !== undefined && { cluster: only }),
        ...(object?.origin !== undefined && { origin: object.origin }),
      };
    });
}

/** Whether a map of values holds any. Malformed data counts: what it says is not ours to judge. */
function hasValues(data: unknown): boolean {
  if (data === undefined || data === null || data === '') return false;
  if (!isJsonObject(data)) return true;
  return Object.values(data).some((value) => value !== '' && value !== null);
}
