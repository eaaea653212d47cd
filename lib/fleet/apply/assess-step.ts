import { type ApiFailure, failed } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { type ObjectRef } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { assessObject } from '../assess/assess-object';
import { type AssessedField, type Assessment } from '../assess/assessment';
import { isAtOrBelow } from '../assess/ignore-rule';
import { type LivingPath } from '../assess/living-path';
import { type InventoryEntry } from '../inventory/inventory-entry';
import { mapAt, textIn } from '../json-fields';
import { readinessOf } from '../readiness/readiness-of';
import { goneByTakeOver, isFederationMark, reasonOfDifference } from './adoption';
import { type Claim, type ObjectResult } from './apply-result';
import { ADOPT_BY_DEFAULT, type ApplySettings } from './apply-settings';
import { type ApplyStep, type ApplyTask, type SendTask } from './survey';
import { lastApplied, saysAllOf } from './take-over';

export interface ToStep {
  readonly object: ObjectRef;
  readonly key: string;
  readonly body: JsonObject;
  /** What is wrong with it by itself. */
  readonly problems: readonly Problem[];
  readonly live: JsonObject | undefined;
  /** Why nobody knows whether it lives. */
  readonly failure: ApiFailure | undefined;
  /** Of the inventory. */
  readonly entry: InventoryEntry | undefined;
  readonly settings: ApplySettings;
}

/** What is to be done about one declared object. */
export async function assessStep(api: ClusterApi, given: ToStep): Promise<ApplyStep> {
  const { object, key, live } = given;
  const task = await taskOf(api, given);
  return { object, key, task, ...(live !== undefined && { readiness: readinessOf(live) }) };
}

async function taskOf(api: ClusterApi, given: ToStep): Promise<ApplyTask> {
  const { object, body, live, failure, problems, settings } = given;
  if (problems.length > 0) {
    const reason = problems.map(({ message, remedy }) => `${message} ${remedy}`).join(' ');
    return leave({ object, outcome: 'failed', reason }, false);
  }
  if (failure !== undefined) return leave({ object, outcome: 'failed', failure }, false);
  const isOurs = live !== undefined && isHeld(given, live);
  const { fieldManager } = settings.owner;
  const toAssess = {
    body,
    live,
    fieldManager,
    ...(settings.ignore !== undefined && { ignore: settings.ignore }),
    isForced: (path: LivingPath) => settings.forceConflicts?.some((written) => isAtOrBelow(path, written)) === true,
    dryRun: (dry: JsonObject, force: boolean) => api.apply(dry, { fieldManager, force, dryRun: true }),
  };
  // What is ours is sent at once, and the answer says whether that changed anything. What others claim is asked about, and so is
  // everything where nothing is to be sent.
  const atOnce =
    isOurs && settings.dryRun !== true
      ? await assessObject({ ...toAssess, dryRun: () => Promise.resolve(NOT_ASKED) })
      : undefined;
  const assessment = atOnce === undefined || atOnce.outcome === 'conflict' ? await assessObject(toAssess) : atOnce;
  if (live === undefined || assessment.outcome === 'missing') {
    return { task: 'send', as: 'created', body, declared: body, force: false, fields: [], claims: [] };
  }
  const uid = textIn(mapAt(live, 'metadata'), 'uid');
  if (assessment.outcome === 'unknown')
    return leave({ object, outcome: 'failed', failure: assessment.failure }, isOurs);
  if (assessment.outcome === 'deleting') {
    return { ...leave({ object, outcome: 'waiting', reason: 'it is being deleted' }, isOurs), uid };
  }
  if (!isOurs) return adoption(given, live, assessment);
  if (assessment.outcome === 'in-sync') return { task: 'none', uid };
  return send('updated', { body, live }, assessment);
}

const NOT_ASKED = failed({ kind: 'invalid', message: 'It was not asked.' });

/** Whether the server, or our inventory, knows the object as ours. */
function isHeld({ entry, settings }: ToStep, live: JsonObject): boolean {
  const metadata = mapAt(live, 'metadata');
  if (entry?.uid !== undefined && entry.uid === textIn(metadata, 'uid')) return true;
  const fields: unknown = metadata.managedFields;
  return (Array.isArray(fields) ? (fields as readonly JsonObject[]) : []).some(
    ({ manager, operation }) => manager === settings.owner.fieldManager && operation === 'Apply',
  );
}

type Living = Exclude<Assessment, { readonly outcome: 'missing' | 'deleting' | 'unknown' }>;

function adoption({ object, body, settings }: ToStep, live: JsonObject, assessment: Living): ApplyTask {
  const policy = settings.adopt ?? ADOPT_BY_DEFAULT;
  if (policy === 'never') {
    return leave({ object, outcome: 'conflict', reason: 'it lives, and is not ours' }, false);
  }
  const declared = lastApplied(live);
  if (policy === 'if-equal') {
    const fields = [
      ...(assessment.outcome === 'in-sync' ? [] : assessment.fields),
      ...(assessment.outcome === 'conflict' ? assessment.drifted : []),
    ];
    if (!fields.every(isFederationMark)) {
      const claims = claimsOf(fields);
      return leave({ object, outcome: 'conflict', reason: reasonOfDifference(fields), claims }, false);
    }
    if (declared !== undefined && !saysAllOf(withoutServerFields(body), withoutServerFields(declared))) {
      const reason = 'it lives, is not ours, and kubectl has applied fields of it that are not declared';
      return leave({ object, outcome: 'conflict', reason }, false);
    }
  }
  const extent = policy === 'always' || declared !== undefined ? 'whole' : 'shared';
  const sent = send('adopted', { body, live }, assessment);
  const gone = extent === 'whole' ? goneByTakeOver(sent.body, live, settings.owner.fieldManager) : [];
  return { ...sent, fields: [...sent.fields, ...gone], takeOver: { extent, live } };
}

function withoutServerFields({ status: _, ...object }: JsonObject): JsonObject {
  const { creationTimestamp: _created, ...metadata } = mapAt(object, 'metadata');
  return { ...object, metadata };
}

function send(
  as: SendTask['as'],
  { body, live }: { readonly body: JsonObject; readonly live: JsonObject },
  assessment: Living,
): SendTask {
  const metadata = mapAt(live, 'metadata');
  return {
    task: 'send',
    as,
    body: assessment.send.body,
    declared: body,
    force: assessment.send.force === 'needed',
    fields: differing(assessment),
    claims: assessment.outcome === 'conflict' ? claimsOf(assessment.fields) : [],
    live: { uid: textIn(metadata, 'uid'), resourceVersion: textIn(metadata, 'resourceVersion') },
  };
}

function differing(assessment: Living): readonly AssessedField[] {
  if (assessment.outcome === 'in-sync') return [];
  return assessment.outcome === 'conflict' ? assessment.drifted : assessment.fields;
}

function claimsOf(fields: readonly AssessedField[]): readonly Claim[] {
  return fields.map(({ path, author }) => ({ path, ...(author !== undefined && { manager: author.manager }) }));
}

function leave(result: ObjectResult, isOurs: boolean): Extract<ApplyTask, { readonly task: 'leave' }> {
  return { task: 'leave', result, isOurs };
}
