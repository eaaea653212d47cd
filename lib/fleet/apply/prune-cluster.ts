import { type Answer, failedAs } from '../../kube/answer';
import { type JsonObject } from '../../model/json';
import { listed } from '../../model/listed';
import { type ObjectRef } from '../../model/object-ref';
import { mapAt, textIn } from '../json-fields';
import { sideBySide } from '../side-by-side';
import { applyPhases, phaseOf } from './apply-phase';
import { type ObjectResult } from './apply-result';
import { DEFAULT_OBJECTS_AT_A_TIME } from './apply-settings';
import { foreignContent } from './namespace-content';
import { type Prune } from './survey';
import { waitUntil } from './wait-until';
import { type ClusterWriter } from './write-cluster';

/** So long, in milliseconds, is waited for an object to be gone where nothing else is waited for. */
const SHORT_PATIENCE = 15_000;

/**
 * Deletes what an owner declares no more, in the other order than it was applied.
 *
 * @param given.mayGo why an object, by its key, may not go yet; undefined where it may.
 * @param given.isDue whether an object is to be looked at now: what could not go before is tried again.
 */
export async function pruneCluster(
  writer: ClusterWriter,
  { mayGo, isDue }: { readonly mayGo: (key: string) => string | undefined; readonly isDue: (key: string) => boolean },
): Promise<void> {
  const atATime = writer.settings.objectsAtATime ?? DEFAULT_OBJECTS_AT_A_TIME;
  for (const phase of [...applyPhases].reverse()) {
    const ofPhase = writer.survey.prunes.filter(({ entry, key }) => isDue(key) && phaseOf(entry) === phase);
    await sideBySide(ofPhase, atATime, async (prune) => {
      writer.note(prune.key, await pruneOne(writer, prune, mayGo(prune.key)));
    });
  }
}

async function pruneOne(
  writer: ClusterWriter,
  { entry, key, decision, failure }: Prune,
  hindrance: string | undefined,
): Promise<ObjectResult> {
  const { uid: _, ...object } = entry;
  if (failure !== undefined) return { object, outcome: 'failed', failure };
  const { end } = writer;
  if (end !== undefined && (decision.decision === 'delete' || decision.decision === 'release')) {
    return { object, outcome: 'not-tried', reason: end };
  }
  if (decision.decision === 'delete') {
    if (hindrance !== undefined) return { object, outcome: 'kept', reason: hindrance };
    const content = object.kind === 'Namespace' ? await contentOf(writer, object) : undefined;
    return content ?? remove(writer, { object, key, uid: decision.uid });
  }
  const { reason } = decision;
  if (decision.decision === 'keep') return { object, outcome: 'kept', reason };
  if (decision.decision === 'release') {
    if (hindrance !== undefined) return { object, outcome: 'kept', reason: hindrance };
    return release(writer, { object, key, uid: decision.uid, reason });
  }
  writer.forget(key);
  return { object, outcome: decision.decision === 'gone' ? 'deleted' : 'kept', reason };
}

/** Why a namespace stays. */
async function contentOf(writer: ClusterWriter, object: ObjectRef): Promise<ObjectResult | undefined> {
  // What we have deleted just now may still be seen.
  const isGoing = (key: string): boolean => ['deleted', 'waiting'].includes(writer.resultOf(key)?.outcome ?? '');
  const content = await foreignContent(writer.api, object.name, { kinds: writer.survey.kinds, isGoing });
  if (content.outcome === 'failed') {
    writer.hear(content.failure);
    return { object, outcome: 'failed', reason: 'nobody knows what is in it', failure: content.failure };
  }
  if (content.value.length === 0) return undefined;
  return { object, outcome: 'kept', reason: `there are things of others in it: ${listed(content.value)}` };
}

/** Lets go of every field of an object: another owner goes on with it. */
async function release(
  writer: ClusterWriter,
  {
    object,
    key,
    uid,
    reason,
  }: { readonly object: ObjectRef; readonly key: string; readonly uid: string; readonly reason: string },
): Promise<ObjectResult> {
  const { apiVersion, kind, namespace, name } = object;
  const { owner, dryRun } = writer.settings;
  // With its UID, an object that has gone meanwhile is not made anew.
  const identity = { apiVersion, kind, metadata: { name, uid, ...(namespace !== undefined && { namespace }) } };
  const released = await writer.api.apply(identity, {
    fieldManager: owner.fieldManager,
    dryRun: dryRun === true,
  });
  if (released.outcome === 'failed' && released.failure.kind === 'conflict') {
    return { object, outcome: 'kept', reason: 'another object has come under its name meanwhile, or it is gone' };
  }
  if (released.outcome === 'failed') {
    writer.hear(released.failure);
    return { object, outcome: 'failed', failure: released.failure };
  }
  writer.forget(key);
  return { object, outcome: 'kept', reason };
}

async function remove(
  writer: ClusterWriter,
  { object, key, uid }: { readonly object: ObjectRef; readonly key: string; readonly uid: string },
): Promise<ObjectResult> {
  const { api, settings } = writer;
  const dryRun = settings.dryRun === true;
  const deleted = await api.delete(object, { propagationPolicy: 'Background', uid, dryRun });
  if (deleted.outcome === 'failed' && !failedAs(deleted, 'not-found')) {
    writer.hear(deleted.failure);
    if (deleted.failure.kind === 'conflict') {
      return { object, outcome: 'kept', reason: 'another object has come under its name meanwhile' };
    }
    return { object, outcome: 'failed', failure: deleted.failure };
  }
  if (dryRun) return { object, outcome: 'deleted' };
  const isAtOnce = deleted.outcome === 'failed' || deleted.value.kind === 'Status';
  if (!isAtOnce && !(await isGone(writer, { object, uid }))) {
    return { object, outcome: 'waiting', reason: 'it is being deleted, and waits for its finalizers' };
  }
  writer.forget(key);
  return { object, outcome: 'deleted' };
}

async function isGone(
  { api, settings, patience }: ClusterWriter,
  { object, uid }: { readonly object: ObjectRef; readonly uid: string },
): Promise<boolean> {
  const timeout = settings.wait === true ? patience.timeout : Math.min(patience.timeout, SHORT_PATIENCE);
  // Another may have come under its name.
  const isSo = (answer: Answer<JsonObject>): boolean =>
    answer.outcome === 'ok' ? textIn(mapAt(answer.value, 'metadata'), 'uid') !== uid : failedAs(answer, 'not-found');
  const found = await waitUntil(() => api.get(object), isSo, { ...patience, timeout });
  return found !== undefined && isSo(found);
}
