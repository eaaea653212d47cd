import { ok } from '../../kube/answer';
import { type ObjectRef } from '../../model/object-ref';
import { CREATED_BY_JOIN } from '../marks';
import { metadataOf } from '../metadata-of';
import { removeObject } from '../steps/remove-object';
import { type Progressed, type WorkPlace } from '../steps/step';
import { namespaceContents } from './namespace-contents';

/**
 * Deletes KubeFed's namespace on a member, if a join has made it and nothing of anybody is in it: neither of another host, nor an
 * inventory. KubeFed deletes it with all that it holds.
 *
 * @param options.dryRunRefs what would be gone by then, in a dry run.
 */
export async function removeNamespace(
  place: WorkPlace,
  namespace: string,
  { dryRunRefs }: { readonly dryRunRefs: readonly ObjectRef[] },
): Promise<Progressed<undefined>> {
  const { api, on, log } = place;
  const ref = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
  const living = await api.get(ref);
  if (living.outcome === 'ok' && metadataOf(living.value).annotations[CREATED_BY_JOIN] === undefined) {
    log({ on, object: ref, outcome: 'kept', detail: 'not made by join' });
    return ok(undefined);
  }
  const contents = await namespaceContents(api, namespace);
  const going = new Set(dryRunRefs.map(({ kind, name }) => `${kind}/${name}`));
  const detail =
    contents.outcome === 'failed'
      ? `nobody knows whether it is empty: ${contents.failure.message}`
      : contents.value.some((name) => !going.has(name))
        ? `not empty: ${contents.value.filter((name) => !going.has(name)).join(', ')}`
        : undefined;
  const removed = await removeObject(place, ref, () => detail);
  return removed.outcome === 'ok' ? ok(undefined) : removed;
}
