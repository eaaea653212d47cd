import { failedAs, ok } from '../../kube/answer';
import { type JsonObject } from '../../model/json';
import { type ObjectRef } from '../../model/object-ref';
import { metadataOf } from '../metadata-of';
import { type Progressed, type WorkPlace, halt } from './step';

/**
 * Deletes an object that is ours, and only the very one that was looked at.
 *
 * @param isKept why it is to stay; undefined where it may go.
 */
export async function removeObject(
  place: WorkPlace,
  object: ObjectRef,
  isKept: (living: JsonObject) => string | undefined,
): Promise<Progressed<'deleted' | 'absent' | 'kept'>> {
  const { api, on, dryRun, log } = place;
  const living = await api.get(object);
  if (living.outcome === 'failed') {
    if (!failedAs(living, 'not-found', 'unknown-kind')) return halt(on, living.failure, object);
    log({ on, object, outcome: 'absent' });
    return ok('absent');
  }
  const detail = isKept(living.value);
  if (detail !== undefined) {
    log({ on, object, outcome: 'kept', detail });
    return ok('kept');
  }
  const { uid } = metadataOf(living.value);
  if (!dryRun) {
    const deleted = await api.delete(object, { ...(uid !== undefined && { uid }) });
    // A conflict: another of its name has come meanwhile, and is not the one that was to go.
    if (deleted.outcome === 'failed' && !failedAs(deleted, 'not-found', 'conflict')) {
      return halt(on, deleted.failure, object);
    }
  }
  log({ on, object, outcome: 'deleted' });
  return ok('deleted');
}
