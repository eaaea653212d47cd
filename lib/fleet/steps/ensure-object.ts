import { isDeepStrictEqual } from 'node:util';
import { type ApiFailure, apiFailure, failedAs, ok } from '../../kube/answer';
import { type JsonObject } from '../../model/json';
import { type ObjectRef, describeObject } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { refOfManifest } from '../../model/ref-of-manifest';
import { mapAt } from '../json-fields';
import { metadataOf } from '../metadata-of';
import { type Progressed, type WorkPlace, halt, refuse } from './step';

/** So often a write is tried anew after somebody else was faster. */
const ATTEMPTS = 5;

/** What is to be done about an object that is there. */
export type Remedy =
  | { readonly kind: 'fine' }
  | { readonly kind: 'replace'; readonly object: JsonObject; readonly detail: string }
  /** Deleted and made anew, where a field cannot be changed. */
  | { readonly kind: 'recreate'; readonly detail: string }
  | { readonly kind: 'refuse'; readonly problem: Problem };

/**
 * Sees to it that an object is as it should be: checks, creates or repairs it. It may be run again at any time, and beside
 * others who do the same.
 *
 * @param remedyFor says what an object that is there needs.
 * @returns the object as it is then; in a dry run, as it would be.
 */
export async function ensureObject(
  place: WorkPlace,
  wanted: JsonObject,
  remedyFor: (living: JsonObject) => Remedy,
): Promise<Progressed<JsonObject>> {
  const { api, on, dryRun, log } = place;
  const object = refOfManifest(wanted);
  let remade: string | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const living = await api.get(object);
    if (living.outcome === 'failed') {
      const isAbsent = failedAs(living, 'not-found') || (dryRun && failedAs(living, 'unknown-kind'));
      if (!isAbsent) return halt(on, living.failure, object);
      const created = dryRun ? ok(wanted) : await api.create(wanted);
      if (failedAs(created, 'already-exists')) continue;
      if (created.outcome === 'failed') return halt(on, created.failure, object);
      log(
        remade === undefined ? { on, object, outcome: 'created' } : { on, object, outcome: 'repaired', detail: remade },
      );
      return created;
    }
    if (metadataOf(living.value).deletionTimestamp !== undefined) return halt(on, leaving(object), object);
    const remedy = remedyFor(living.value);
    if (remedy.kind === 'refuse') return refuse(remedy.problem);
    if (remedy.kind === 'fine') {
      log({ on, object, outcome: 'checked' });
      return living;
    }
    if (remedy.kind === 'recreate') remade = remedy.detail;
    const done = await repaired(place, { object, living: living.value, wanted, remedy });
    if (done.outcome !== 'ok') return done;
    if (done.value !== undefined) return ok(done.value);
  }
  return halt(on, tooBusy(object), object);
}

/** Does what is needed. Undefined: look again, since it is to be made anew, or somebody else was faster. */
async function repaired(
  { api, on, dryRun, log }: WorkPlace,
  at: {
    readonly object: ObjectRef;
    readonly living: JsonObject;
    readonly wanted: JsonObject;
    readonly remedy: Extract<Remedy, { readonly kind: 'replace' | 'recreate' }>;
  },
): Promise<Progressed<JsonObject | undefined>> {
  const { object, living, wanted, remedy } = at;
  const result = remedy.kind === 'replace' ? remedy.object : wanted;
  const { uid } = metadataOf(living);
  const done = dryRun
    ? ok(result)
    : remedy.kind === 'replace'
      ? await api.replace(remedy.object)
      : await api.delete(object, { ...(uid !== undefined && { uid }) });
  if (done.outcome === 'failed') {
    return failedAs(done, 'conflict', 'not-found') ? ok(undefined) : halt(on, done.failure, object);
  }
  if (remedy.kind === 'recreate' && !dryRun) return ok(undefined);
  log({ on, object, outcome: 'repaired', detail: remedy.detail });
  return ok(done.value);
}

/**
 * The usual remedy: labels and annotations are added to those that are there, the named fields become what they should be.
 *
 * @param fields.immutable an object with another value in one of them is made anew.
 */
export function remedyBy(
  wanted: JsonObject,
  { mutable, immutable = [] }: { readonly mutable: readonly string[]; readonly immutable?: readonly string[] },
): (living: JsonObject) => Remedy {
  const { labels, annotations } = metadataOf(wanted);
  return (living) => {
    const fixed = immutable.find((field) => !isDeepStrictEqual(living[field], wanted[field]));
    if (fixed !== undefined) return { kind: 'recreate', detail: `${fixed} was another` };
    const is = metadataOf(living);
    const wrong = mutable.filter((field) => !isDeepStrictEqual(living[field], wanted[field]));
    const isMarked = holds(is.labels, labels) && holds(is.annotations, annotations);
    if (wrong.length === 0 && isMarked) return { kind: 'fine' };
    const values = Object.fromEntries(
      mutable.flatMap((field): [string, JsonObject[string]][] => {
        const value = wanted[field];
        return value === undefined ? [] : [[field, value]];
      }),
    );
    const kept = Object.fromEntries(Object.entries(living).filter(([field]) => !mutable.includes(field)));
    return {
      kind: 'replace',
      object: {
        ...kept,
        ...values,
        metadata: {
          ...mapAt(living, 'metadata'),
          ...(Object.keys({ ...is.labels, ...labels }).length > 0 && { labels: { ...is.labels, ...labels } }),
          ...(Object.keys({ ...is.annotations, ...annotations }).length > 0 && {
            annotations: { ...is.annotations, ...annotations },
          }),
        },
      },
      detail: [...wrong, ...(isMarked ? [] : ['marks'])].join(', '),
    };
  };
}

function holds(all: Readonly<Record<string, string>>, some: Readonly<Record<string, string>>): boolean {
  return Object.entries(some).every(([key, value]) => all[key] === value);
}

function leaving(object: ObjectRef): ApiFailure {
  return failure('terminating', `${describeObject(object)} is being deleted, and something still holds it.`);
}

function tooBusy(object: ObjectRef): ApiFailure {
  return failure('conflict', `${describeObject(object)} was changed by others each time it was written.`);
}

function failure(kind: ApiFailure['kind'], message: string): ApiFailure {
  return apiFailure({ kind, message });
}
