import { MAX_JSON_DEPTH } from '../model/json-check';
import { below } from '../model/json-pointer';

/** A value of a construct's props that cdk8s would lose in silence, never finish with, or refuse without saying where. */
export interface LossyValue {
  readonly code: 'cyclic-value' | 'lossy-key' | 'unserializable-value';
  /** JSON pointer from the props. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * What cdk8s cannot render and would not say so: a map or list that contains itself or is nested without end, and keys that
 * JavaScript takes for something else (`__proto__`, `constructor`) or that are symbols. Tokens and instances of classes are
 * cdk8s's own business. What stands in several places is told of at the first.
 */
export function lossyValues(props: unknown): readonly LossyValue[] {
  const found: LossyValue[] = [];
  const ancestors = new Set<object>();
  const seen = new Set<object>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (ancestors.has(value)) {
      found.push({
        code: 'cyclic-value',
        path,
        message: 'A map or list contains itself.',
        remedy: 'Copy the values that are needed instead of pointing back to the map or list around them.',
      });
      return;
    }
    if (!isMapOrList(value) || seen.has(value)) return;
    seen.add(value);
    if (ancestors.size >= MAX_JSON_DEPTH) {
      found.push({
        code: 'unserializable-value',
        path: '',
        message: `Maps and lists are nested more than ${MAX_JSON_DEPTH} deep.`,
        remedy: 'Look for a value that is put into itself again and again.',
      });
      return;
    }
    if (Object.getOwnPropertySymbols(value).length > 0) {
      found.push({
        code: 'lossy-key',
        path,
        message: 'cdk8s leaves out a key that is a symbol.',
        remedy: 'Use text as keys.',
      });
    }
    ancestors.add(value);
    for (const key of Object.keys(value)) {
      const at = below(path, key);
      if (!Array.isArray(value) && (key === '__proto__' || key === 'constructor')) {
        found.push({
          code: 'lossy-key',
          path: at,
          message: `cdk8s cannot render a map with the key ${key}.`,
          remedy: 'Read the object from YAML with `fed8s synth -f`, or through fed8s/model, which keep such keys.',
        });
      } else {
        walk((value as Record<string, unknown>)[key], at);
      }
    }
    ancestors.delete(value);
  };
  walk(props, '');
  return found;
}

/**
 * The instances of classes that cdk8s has no use for: neither tokens nor the unions of its imported types. To be asked when
 * rendering has failed: a resolver of the app might have made something of them. The props must hold no cycle.
 */
export function instancesIn(props: unknown): readonly LossyValue[] {
  const found: LossyValue[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isMapOrList(value)) {
      for (const [key, child] of Object.entries(value)) walk(child, below(path, key));
    } else if (!isToken(value)) {
      const { constructor } = value;
      found.push({
        code: 'unserializable-value',
        path,
        message: `An instance of ${typeof constructor === 'function' ? constructor.name : 'a class'} is not JSON.`,
        remedy: 'Use strings, finite numbers, booleans, null, lists and plain maps only.',
      });
    }
  };
  walk(props, '');
  return found;
}

/** Lazy produces, implicit tokens resolve, and imported unions such as IntOrString carry a value. */
function isToken(value: object): boolean {
  const { produce, resolve, value: carried } = value as Readonly<Record<string, unknown>>;
  return (
    typeof produce === 'function' ||
    typeof resolve === 'function' ||
    typeof carried === 'string' ||
    typeof carried === 'number'
  );
}

function isMapOrList(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
