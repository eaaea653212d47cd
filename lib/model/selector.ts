import { below } from './json-pointer';
import { checkLabelKey, checkLabelValue } from './label-syntax';

/** The operators of a selector's expressions. */
export type SelectorOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

/** One condition on one label. */
export interface SelectorExpression {
  /** The key of the label. */
  readonly key: string;
  readonly operator: SelectorOperator;
  /** At least one value for `In` and `NotIn`, none for `Exists` and `DoesNotExist`. */
  readonly values?: readonly string[] | null | undefined;
}

/**
 * Selects clusters by their labels: every entry of `matchLabels` and every expression must hold.
 * One without conditions selects every cluster; one that is absent or null selects none.
 */
export interface ClusterSelector {
  readonly matchLabels?: Readonly<Record<string, string>> | null | undefined;
  readonly matchExpressions?: readonly SelectorExpression[] | null | undefined;
}

/** Whether a selector asks for anything at all; one that does not selects every cluster, or none where it is absent. */
export function hasConditions(selector: ClusterSelector | null | undefined): boolean {
  const { matchLabels, matchExpressions } = selector ?? {};
  return Object.keys(matchLabels ?? {}).length > 0 || (matchExpressions ?? []).length > 0;
}

/** What is wrong at one place of a selector. */
export interface SelectorProblem {
  /** JSON pointer, from the selector. */
  readonly path: string;
  /** One sentence. */
  readonly message: string;
}

/** The labels of a cluster. */
export type ClusterLabels = Readonly<Record<string, string>>;

/**
 * Whether a selector selects a cluster with these labels. The selector must be a valid one (see `selectorProblems`).
 * `NotIn` and `DoesNotExist` hold where the label is missing.
 */
export function matchesSelector(selector: ClusterSelector | null | undefined, labels: ClusterLabels = {}): boolean {
  if (selector === null || selector === undefined) return false;
  const { matchLabels, matchExpressions } = selector;
  for (const key of Object.keys(matchLabels ?? {})) {
    if (!Object.hasOwn(labels, key) || labels[key] !== matchLabels?.[key]) return false;
  }
  return (matchExpressions ?? []).every((expression) => holds(expression, labels));
}

function holds({ key, operator, values }: SelectorExpression, labels: ClusterLabels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && (values ?? []).includes(value);
    case 'NotIn':
      return value === undefined || !(values ?? []).includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/**
 * Everything that makes a selector invalid for KubeFed: an unknown operator, values that do not fit the operator, keys and
 * values that are no label syntax (Kubernetes apimachinery v0.22.2, LabelSelectorAsSelector and labels.NewRequirement).
 */
export function selectorProblems(selector: ClusterSelector | null | undefined): readonly SelectorProblem[] {
  if (selector === null || selector === undefined) return [];
  const { matchLabels, matchExpressions } = selector;
  const ofLabels = Object.entries(matchLabels ?? {}).flatMap(([key, value]) => {
    const path = below('/matchLabels', key);
    return [
      ...problem(path, 'the key of a label is wrong', checkLabelKey(key)),
      ...problem(path, 'the value of a label is wrong', checkLabelValue(value)),
    ];
  });
  const ofExpressions = (matchExpressions ?? []).flatMap((expression, index) =>
    expressionProblems(expression, `/matchExpressions/${index}`),
  );
  return [...ofLabels, ...ofExpressions];
}

function expressionProblems({ key, operator, values }: SelectorExpression, path: string): readonly SelectorProblem[] {
  const given = values ?? [];
  return [
    ...problem(`${path}/operator`, 'the operator is wrong', checkOperator(operator)),
    ...problem(`${path}/key`, 'the key of a label is wrong', checkLabelKey(key)),
    ...problem(`${path}/values`, 'the values do not fit the operator', checkCount(operator, given.length)),
    ...given.flatMap((value, index) =>
      problem(`${path}/values/${index}`, 'the value of a label is wrong', checkLabelValue(value)),
    ),
  ];
}

function problem(path: string, what: string, why: string | undefined): readonly SelectorProblem[] {
  return why === undefined ? [] : [{ path, message: `${what}: ${why}` }];
}

function checkOperator(operator: string): string | undefined {
  const known: readonly string[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'] satisfies SelectorOperator[];
  return known.includes(operator) ? undefined : `${JSON.stringify(operator)} is none of ${known.join(', ')}`;
}

function checkCount(operator: SelectorOperator, count: number): string | undefined {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return count > 0 ? undefined : `${operator} needs at least one value`;
    case 'Exists':
    case 'DoesNotExist':
      return count === 0 ? undefined : `${operator} takes no values`;
    default:
      return undefined;
  }
}
