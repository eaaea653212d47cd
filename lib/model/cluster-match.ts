import { type ClusterCondition, conditionProblems } from './cluster-condition';
import { type PropertyOperator, quantityOf } from './cluster-property';
import { FederationError } from './federation-error';
import { isJsonObject } from './json';
import { type SelectorOperator } from './selector';

const MATCHER = Symbol.for('fed8s.clusterMatcher');

/** Which clusters are meant, made by `label`, `annotation`, `property`, `clusterNamed`, `allOf`, `anyOf` and `not`. */
export interface ClusterMatcher {
  readonly [MATCHER]: ClusterCondition;
}

/**
 * Which clusters are meant: by labels that must all be as given (of a list any one), or by a matcher.
 *
 * @example
 * const match: ClusterMatch = { region: 'eu', tier: ['gold', 'silver'] };
 */
export type ClusterMatch = Readonly<Record<string, string | readonly string[]>> | ClusterMatcher;

/** What can be asked of a label or an annotation. */
export interface KeyMatcher {
  /** It is there, and has one of these values. */
  in(...values: string[]): ClusterMatcher;
  /** It has none of these values, or is not there. */
  notIn(...values: string[]): ClusterMatcher;
  exists(): ClusterMatcher;
  doesNotExist(): ClusterMatcher;
}

/**
 * Asks for a label of a cluster.
 *
 * @example
 * redis.override.where(label('tier').notIn('test')).set((d) => d.spec.replicas, 3);
 */
export function label(key: string): KeyMatcher {
  return keyMatcher('label', key);
}

/** Asks for an annotation of a cluster, whose value may be any text. */
export function annotation(key: string): KeyMatcher {
  return keyMatcher('annotation', key);
}

/** What can be asked of a property. None of it holds where a cluster does not have the property. */
export interface PropertyMatcher {
  atLeast(value: number | string): ClusterMatcher;
  atMost(value: number | string): ClusterMatcher;
  above(value: number | string): ClusterMatcher;
  below(value: number | string): ClusterMatcher;
  equals(value: number | string): ClusterMatcher;
}

/**
 * Asks for a property of a cluster, a number or a quantity of Kubernetes (`'64Gi'`).
 *
 * @example
 * const large: ClusterMatch = property('memory').atLeast('64Gi');
 */
export function property(key: string): PropertyMatcher {
  const comparing = (operator: PropertyOperator) => (value: number | string) =>
    matcher({
      kind: 'property',
      key,
      operator,
      value: typeof value === 'string' ? (quantityOf(value) ?? Number.NaN) : value,
    });
  return {
    atLeast: comparing('>='),
    atMost: comparing('<='),
    above: comparing('>'),
    below: comparing('<'),
    equals: comparing('='),
  };
}

/** The clusters of these names. */
export function clusterNamed(...names: string[]): ClusterMatcher {
  return matcher({ kind: 'names', names });
}

/** All of the conditions hold. */
export function allOf(...matches: ClusterMatch[]): ClusterMatcher {
  return matcher({ kind: 'and', of: matches.map(conditionOf) });
}

/** At least one of the conditions holds. */
export function anyOf(...matches: ClusterMatch[]): ClusterMatcher {
  return matcher({ kind: 'or', of: matches.map(conditionOf) });
}

/** The condition does not hold. */
export function not(match: ClusterMatch): ClusterMatcher {
  return matcher({ kind: 'not', of: conditionOf(match) });
}

/** @throws FederationError `invalid-selector` where a match is none. */
export function conditionOf(match: ClusterMatch): ClusterCondition {
  const condition = isMatcher(match) ? match[MATCHER] : ofLabels(match);
  const problems = conditionProblems(condition);
  if (problems.length === 0) return condition;
  throw new FederationError(problems.map((message) => invalid(message)));
}

function ofLabels(labels: unknown): ClusterCondition {
  if (!isJsonObject(labels)) throw new FederationError(invalid('it is neither a map of labels nor a matcher'));
  const of = Object.entries(labels).map(([key, value]): ClusterCondition => {
    const values = typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly unknown[]) : [];
    const isText = values.every((one): one is string => typeof one === 'string');
    if (!isText) throw new FederationError(invalid(`the value of ${JSON.stringify(key)} is no text`));
    return { kind: 'label', key, operator: 'In', values };
  });
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { kind: 'and', of };
}

function invalid(why: string) {
  return {
    code: 'invalid-selector',
    severity: 'error',
    message: `The condition on clusters cannot be used: ${why}.`,
    remedy:
      "Give labels, as in { region: 'eu' }, or use label, annotation, property, clusterNamed, allOf, anyOf and not.",
  } as const;
}

function isMatcher(match: ClusterMatch): match is ClusterMatcher {
  return typeof (match as unknown) === 'object' && (match as unknown) !== null && MATCHER in match;
}

function matcher(condition: ClusterCondition): ClusterMatcher {
  return Object.freeze({ [MATCHER]: Object.freeze(condition) });
}

function keyMatcher(kind: 'label' | 'annotation', key: string): KeyMatcher {
  const asking = (operator: SelectorOperator, values: readonly string[]): ClusterMatcher =>
    matcher({ kind, key, operator, values });
  return {
    in: (...values) => asking('In', values),
    notIn: (...values) => asking('NotIn', values),
    exists: () => asking('Exists', []),
    doesNotExist: () => asking('DoesNotExist', []),
  };
}
