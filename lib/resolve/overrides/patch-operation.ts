import { own, setOwn } from '../../model/frozen-json';
import { type Json, type JsonObject, isJsonObject, isJsonList } from '../../model/json';
import { pointerOf } from '../../model/json-pointer';
import { type OverridePath, placeInList } from './override-path';
import { jsonEqual } from './json-equal';
import { overrideCrash, overrideFailure } from './override-failure';

/** One operation of a JSON patch, ready to be applied. */
export interface PatchOperation extends OverridePath {
  /** `replace` where the override names none; anything but add, remove, replace and test fails. */
  readonly op: string;
  /** The path as it was written. */
  readonly path: string;
  /** Undefined where there is none, or null: KubeFed cannot tell the two apart. */
  readonly value: Exclude<Json, null> | undefined;
  /** Whether a value was written at all. */
  readonly hasValue: boolean;
}

const OPERATIONS = 'Use add, remove or replace.';

/**
 * What an operation did that its author may not have meant: `missing-leaf`: it replaced what was not there;
 * `no-effect`: it set what stood there already; `dropped`: KubeFed ignores it in silence.
 */
export type OperationEffect = 'missing-leaf' | 'no-effect' | 'dropped';

/** Told of an effect worth a word. Comparisons are made only where somebody listens. */
export type EffectListener = (effect: OperationEffect) => void;

/** What listens to an operation, and what it need not copy. */
export interface ApplyOptions {
  readonly tell?: EffectListener | undefined;
  /**
   * The maps and lists that earlier operations of the same application have copied, and that nobody else holds: they are
   * changed in place, so that many operations on one map do not copy it many times.
   */
  readonly owned?: Set<object> | undefined;
}

/**
 * Applies one operation as KubeFed's JSON patch library does (evanphx/json-patch v4.12.0). Only the maps and lists on the
 * way to the field are copied; the rest is shared with the document given, which is left as it is but for what is owned.
 */
export function applyOperation(document: Json, operation: PatchOperation, options: ApplyOptions = {}): Json {
  switch (operation.op) {
    case 'replace':
      return operation.path === ''
        ? replaceDocument(document, operation, options.tell)
        : edit(document, operation, 0, options);
    case 'add':
    case 'remove':
      return edit(document, operation, 0, options);
    case 'test':
      return test(document, operation);
    case 'move':
    case 'copy':
      throw overrideFailure(operation, 'it has no "from", which an override cannot give', OPERATIONS);
    default:
      throw overrideFailure(operation, `${JSON.stringify(operation.op)} is no operation`, OPERATIONS);
  }
}

function replaceDocument(document: Json, operation: PatchOperation, tell?: EffectListener): Json {
  const { value } = operation;
  if (value === undefined) throw overrideCrash(operation, 'it replaces the whole object by null');
  if (typeof value !== 'object') {
    tell?.('dropped');
    return document;
  }
  if (tell !== undefined && jsonEqual(document, value)) tell('no-effect');
  return value;
}

function edit(container: Json, operation: PatchOperation, depth: number, options: ApplyOptions): Json {
  const segment = operation.parents[depth];
  if (isJsonList(container)) {
    if (segment === undefined) return editList(container, operation, options);
    const place = placeInList(segment, container.length);
    const child = place === undefined ? undefined : container[place];
    if (place === undefined || child === undefined || child === null) throw missingParent(operation, depth);
    const edited = edit(child, operation, depth + 1, options);
    const copy = ownList(container, options);
    copy[place] = edited;
    return copy;
  }
  // not isJsonObject: templates are known to be JSON, and this is the hottest line of a resolution
  if (typeof container !== 'object' || container === null) throw missingParent(operation, depth - 1);
  const object = container;
  if (segment === undefined) return editObject(object, operation, options);
  const child = own(object, segment);
  if (child === undefined || child === null) throw missingParent(operation, depth);
  return withKey(object, segment, edit(child, operation, depth + 1, options), options);
}

function editObject(object: JsonObject, operation: PatchOperation, options: ApplyOptions): JsonObject {
  const { op, key, value = null } = operation;
  const { tell, owned } = options;
  if (key === undefined) throw overrideFailure(operation, 'a path starts with a slash');
  const present = Object.hasOwn(object, key);
  if (op === 'remove') {
    if (!present) throw overrideFailure(operation, 'there is nothing to remove');
    if (owned?.has(object) === true) {
      Reflect.deleteProperty(object, key);
      return object;
    }
    const rest: Record<string, Json> = {};
    owned?.add(rest);
    for (const other of Object.keys(object)) if (other !== key) setOwn(rest, other, object[other] as Json);
    return rest;
  }
  if (tell !== undefined) {
    if (!present && op === 'replace') tell('missing-leaf');
    if (present && jsonEqual(object[key] as Json, value)) tell('no-effect');
  }
  return withKey(object, key, value, options);
}

function editList(list: readonly Json[], operation: PatchOperation, options: ApplyOptions): readonly Json[] {
  const { op, key, value = null } = operation;
  if (key === undefined) throw overrideFailure(operation, 'a path starts with a slash');
  if (op === 'add') {
    const place = key === '-' ? list.length : placeInList(key, list.length + 1);
    if (place === undefined) throw overrideFailure(operation, noPlace(key, list.length));
    const copy = ownList(list, options);
    copy.splice(place, 0, value);
    return copy;
  }
  const place = placeInList(key, list.length);
  if (place === undefined) throw overrideFailure(operation, noPlace(key, list.length));
  if (op !== 'remove' && options.tell !== undefined && jsonEqual(list[place] as Json, value)) options.tell('no-effect');
  const copy = ownList(list, options);
  if (op === 'remove') copy.splice(place, 1);
  else copy[place] = value;
  return copy;
}

function test(document: Json, operation: PatchOperation): Json {
  const { key, parents, value } = operation;
  const crash = (why: string): never => {
    throw overrideCrash(operation, why);
  };
  if (operation.path === '') {
    if (value === undefined) return crash('it compares the whole object with null');
    if (jsonEqual(document, value, crash)) return document;
    throw overrideFailure(operation, 'the object differs from the value of the test');
  }
  let container = document;
  parents.forEach((segment, depth) => {
    container = member(container, segment) ?? null;
    if (typeof container !== 'object' || container === null) throw missingParent(operation, depth);
  });
  const found = key === undefined ? undefined : member(container, key);
  if (key === undefined || (found === undefined && isJsonList(container))) {
    throw overrideFailure(operation, 'there is nothing to test');
  }
  if ((found ?? null) === null && value === undefined) return crash('it compares null with null');
  if (found !== undefined && found !== null && value !== undefined && jsonEqual(found, value, crash)) return document;
  throw overrideFailure(operation, 'the field differs from the value of the test');
}

function member(container: Json, segment: string): Json | undefined {
  if (isJsonList(container)) {
    const place = placeInList(segment, container.length);
    return place === undefined ? undefined : container[place];
  }
  return isJsonObject(container) ? own(container, segment) : undefined;
}

/** A map with one key set, a copy where it is not owned; `__proto__` is a key like any other. */
function withKey(object: JsonObject, key: string, value: Json, { owned }: ApplyOptions): JsonObject {
  const copy: Record<string, Json> = owned?.has(object) === true ? object : { ...object };
  owned?.add(copy);
  setOwn(copy, key, value);
  return copy;
}

function ownList(list: readonly Json[], { owned }: ApplyOptions): Json[] {
  const copy = owned?.has(list) === true ? (list as Json[]) : list.slice();
  owned?.add(copy);
  return copy;
}

function missingParent(operation: PatchOperation, depth: number): Error {
  const parent = pointerOf(operation.parents.slice(0, depth + 1));
  return overrideFailure(operation, `${parent} is no map or list of the object`);
}

function noPlace(key: string, length: number): string {
  return `a list of ${length} has no place ${JSON.stringify(key)}`;
}
