import { FederationError } from './federation-error';
import { type FieldPath, type PathStep } from './field-path';
import { isJsonObject } from './json';

declare const fieldType: unique symbol;

/** Carries the type of a field, and is never there. */
export interface FieldOf<T> {
  readonly [fieldType]?: (value: T) => T;
}

/** The items of a list. */
export interface ListFields<Item> {
  /** The item at a place; -1 is the last. */
  at(index: number): Field<Item>;
  /** The item of that name. */
  named(name: Item extends { readonly name?: string } ? string : never): Field<Item>;
  /** The item that has these values, as in `ports.item({ containerPort: 80, protocol: 'TCP' })`. */
  item(values: Partial<Item>): Field<Item>;
}

/**
 * A field of an object of type `T`: write the way to it as if the object were there, every field filled. What it gives is
 * only a path.
 */
export type Field<T> = Fields<NonNullable<T>> & FieldOf<NonNullable<T>>;

type Fields<T> = 0 extends 1 & T
  ? any // eslint-disable-line @typescript-eslint/no-explicit-any -- what has no type cannot be checked
  : T extends readonly (infer Item)[]
    ? ListFields<Item>
    : T extends object
      ? keyof T extends never
        ? any // eslint-disable-line @typescript-eslint/no-explicit-any -- an object of which nothing is known
        : { readonly [Key in keyof T]-?: Field<T[Key]> }
      : unknown;

/** Says which field is meant: `(d) => d.spec.replicas`. */
export type FieldPicker<T, V> = (object: Field<T>) => FieldOf<V> | undefined;

const STEPS = Symbol.for('fed8s.field');

/**
 * The path that a picker walks.
 *
 * @throws FederationError `invalid-override` where it gives no field.
 */
export function pathOf(picker: unknown): FieldPath {
  if (typeof picker !== 'function') throw noField('it is no function');
  const picked: unknown = (picker as (object: unknown) => unknown)(recorder([]));
  if (typeof picked !== 'function' || !(STEPS in picked)) throw noField('it gives no field');
  return (picked as unknown as { readonly [STEPS]: FieldPath })[STEPS];
}

const CALLS: ReadonlySet<string> = new Set(['at', 'named', 'item']);

/** Records what is read of it. A step named like a way to an item is one where it is called, and a key where it is not. */
function recorder(steps: FieldPath): unknown {
  return new Proxy(() => undefined, {
    has: (_, key) => key === STEPS,
    get: (_, key) => {
      if (key === STEPS) return steps;
      if (typeof key === 'symbol') throw noField('it looks into the value of a field, of which only the path is known');
      return recorder([...steps, key]);
    },
    apply: (_, __, args: readonly unknown[]) => {
      const called = steps.at(-1);
      if (typeof called !== 'string' || !CALLS.has(called)) {
        throw noField(
          `it calls ${typeof called === 'string' ? called : 'a field'}, and only at, named and item can be called`,
        );
      }
      return recorder([...steps.slice(0, -1), itemStep(called, args[0])]);
    },
  });
}

function itemStep(called: string, given: unknown): PathStep {
  if (called === 'at') {
    if (typeof given === 'number' && Number.isInteger(given)) return String(given);
    throw noField('at takes a whole number');
  }
  if (called === 'named') {
    if (typeof given === 'string') return { item: { name: given } };
    throw noField('named takes a name');
  }
  if (isJsonObject(given) && Object.keys(given).length > 0) return { item: given };
  throw noField('item takes a map of values');
}

function noField(why: string): FederationError {
  return new FederationError({
    code: 'invalid-override',
    severity: 'error',
    message: `A field is picked by a function of the object, and this one is none: ${why}.`,
    remedy: "Write the way to the field, as in (d) => d.spec.template.spec.containers.named('redis').image.",
  });
}
