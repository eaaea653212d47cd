import { type Answer, type ApiFailure, failedAs } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { type ObjectRef, groupOf } from '../../model/object-ref';
import { mapAt, textIn } from '../json-fields';
import { type ObjectResult } from './apply-result';
import { type ApplySettings, DEFAULT_TIMEOUT } from './apply-settings';
import { type SendTask } from './survey';
import { takenOver } from './take-over';
import { waitUntil } from './wait-until';

/** What came of sending one object. */
export interface Sent {
  readonly result: ObjectResult;
  /** Of the object as it lives now. */
  readonly uid?: string;
  /** Whether it may be there though nobody has said so. */
  readonly isUncertain: boolean;
}

/** How the server says that a field cannot be changed (Kubernetes 1.37: pkg/apis/{core,apps,batch,rbac,...}/validation). */
const IMMUTABLE = /immutable|may not change|cannot change|updates to [\w-]+ spec for fields other than/i;

/** Applies one object, after what has to be taken over of others. */
export async function sendObject(
  api: ClusterApi,
  object: ObjectRef,
  { task, settings }: { readonly task: SendTask; readonly settings: ApplySettings },
): Promise<Sent> {
  const { fieldManager } = settings.owner;
  const dryRun = settings.dryRun === true;
  if (task.takeOver?.extent === 'whole' && !dryRun) {
    const taken = await takeOver(api, object, { live: task.takeOver.live, fieldManager, extent: 'whole' });
    if (taken.outcome === 'failed') return notSent(object, taken.failure);
  }
  // Of the answer, the UID, the version and the managers of its fields are read.
  const options = { fieldManager, force: task.force, dryRun, answer: 'metadata' } as const;
  const applied = await api.apply(task.body, options);
  if (applied.outcome === 'failed') {
    if (task.live !== undefined && isImmutable(applied.failure))
      return replace(api, object, { task, settings, failure: applied.failure });
    return notSent(object, applied.failure);
  }
  if (task.takeOver?.extent === 'shared' && !dryRun) {
    const taken = await takeOver(api, object, { live: applied.value, fieldManager, extent: 'shared' });
    if (taken.outcome === 'failed') return notSent(object, taken.failure);
  }
  return sent(object, task, applied.value);
}

function sent(object: ObjectRef, task: SendTask, live: JsonObject, reason?: string): Sent {
  const metadata = mapAt(live, 'metadata');
  const isSame = task.as === 'updated' && textIn(metadata, 'resourceVersion') === task.live?.resourceVersion;
  const outcome = task.claims.length > 0 ? 'conflict' : isSame ? 'unchanged' : task.as;
  return {
    result: {
      object,
      outcome,
      ...(reason !== undefined && { reason }),
      ...(task.claims.length > 0 && { claims: task.claims }),
    },
    uid: textIn(metadata, 'uid'),
    isUncertain: false,
  };
}

/** Another writer may come between. */
const MOST_ATTEMPTS = 3;

async function takeOver(
  api: ClusterApi,
  object: ObjectRef,
  given: { readonly live: JsonObject; readonly fieldManager: string; readonly extent: 'whole' | 'shared' },
): Promise<Answer<JsonObject>> {
  let { live } = given;
  for (let attempt = 1; ; attempt += 1) {
    const managedFields = takenOver(live, given.fieldManager, given.extent);
    if (managedFields === undefined) return { outcome: 'ok', value: live };
    const resourceVersion = textIn(mapAt(live, 'metadata'), 'resourceVersion');
    const patched = await api.patch(object, {
      type: 'json',
      operations: [
        { op: 'replace', path: '/metadata/managedFields', value: managedFields },
        { op: 'replace', path: '/metadata/resourceVersion', value: resourceVersion },
      ],
    });
    if (!failedAs(patched, 'conflict') || attempt === MOST_ATTEMPTS) return patched;
    const read = await api.get(object);
    if (read.outcome === 'failed') return read;
    live = read.value;
  }
}

/** Deletes an object and makes it anew, where that is allowed. */
async function replace(
  api: ClusterApi,
  object: ObjectRef,
  {
    task,
    settings,
    failure,
  }: { readonly task: SendTask; readonly settings: ApplySettings; readonly failure: ApiFailure },
): Promise<Sent> {
  if (settings.allowReplace !== true) {
    const reason = 'a field of it cannot be changed; it may be deleted and made anew with --allow-replace';
    return { result: { object, outcome: 'failed', reason, failure }, isUncertain: false };
  }
  if (holdsOthers(object) && settings.allowPrune?.includes(object.name) !== true) {
    const reason =
      'a field of it cannot be changed, and deleting it deletes more than it; it needs consent by its name';
    return { result: { object, outcome: 'failed', reason, failure }, isUncertain: false };
  }
  if (settings.dryRun === true) return sent(object, task, {}, 'it would be deleted and made anew');
  const uid = task.live?.uid;
  const deleted = await api.delete(object, { propagationPolicy: 'Foreground', ...(uid !== undefined && { uid }) });
  if (deleted.outcome === 'failed' && !failedAs(deleted, 'not-found')) return notSent(object, deleted.failure);
  const gone = await waitUntil(
    () => api.get(object),
    (answer) => failedAs(answer, 'not-found'),
    { timeout: settings.timeout ?? DEFAULT_TIMEOUT, signal: settings.signal },
  );
  if (gone === undefined || !failedAs(gone, 'not-found')) {
    const reason = 'it is to be made anew, and waits to be gone';
    return { result: { object, outcome: 'waiting', reason }, isUncertain: true };
  }
  const made = await api.apply(task.body, { fieldManager: settings.owner.fieldManager, force: task.force });
  if (made.outcome === 'failed') return notSent(object, made.failure);
  return sent(object, task, made.value, 'it was deleted and made anew');
}

function holdsOthers({ apiVersion, kind }: ObjectRef): boolean {
  const group = groupOf(apiVersion);
  return (
    (group === '' && ['Namespace', 'PersistentVolumeClaim', 'PersistentVolume'].includes(kind)) ||
    (group === 'apiextensions.k8s.io' && kind === 'CustomResourceDefinition')
  );
}

function isImmutable({ kind, message, causes }: ApiFailure): boolean {
  return kind === 'invalid' && [message, ...causes.map((cause) => cause.message)].some((text) => IMMUTABLE.test(text));
}

function notSent(object: ObjectRef, failure: ApiFailure): Sent {
  return { result: { object, outcome: 'failed', failure }, isUncertain: failure.isUncertain };
}
