import { type Cluster } from './cluster';
import { type PropertyOperator, comparesAs } from './cluster-property';
import { checkLabelKey } from './label-syntax';
import { type SelectorExpression, type SelectorOperator, matchesSelector, selectorProblems } from './selector';

/** Which clusters are meant, as plain data. */
export type ClusterCondition =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | {
      readonly kind: 'label' | 'annotation';
      readonly key: string;
      readonly operator: SelectorOperator;
      readonly values: readonly string[];
    }
  /** It does not hold where the cluster does not have the property. */
  | { readonly kind: 'property'; readonly key: string; readonly operator: PropertyOperator; readonly value: number }
  /** Without conditions it holds for every cluster. */
  | { readonly kind: 'and'; readonly of: readonly ClusterCondition[] }
  /** Without conditions it holds for none. */
  | { readonly kind: 'or'; readonly of: readonly ClusterCondition[] }
  | { readonly kind: 'not'; readonly of: ClusterCondition };

/** Every cluster. */
export const anyCluster: ClusterCondition = Object.freeze({ kind: 'and', of: Object.freeze([]) });

/** Whether a condition holds for a cluster. `NotIn` and `DoesNotExist` hold where the label or annotation is missing. */
export function holdsFor(
  condition: ClusterCondition,
  cluster: Pick<Cluster, 'name' | 'labels' | 'annotations' | 'properties'>,
): boolean {
  switch (condition.kind) {
    case 'names':
      return condition.names.includes(cluster.name);
    case 'label':
      return matchesSelector({ matchExpressions: [condition] }, cluster.labels);
    case 'annotation':
      return matchesSelector({ matchExpressions: [condition] }, cluster.annotations);
    case 'property': {
      const { properties = {} } = cluster;
      const found = Object.hasOwn(properties, condition.key) ? properties[condition.key] : undefined;
      return comparesAs(found, condition.operator, condition.value);
    }
    case 'and':
      return condition.of.every((part) => holdsFor(part, cluster));
    case 'or':
      return condition.of.some((part) => holdsFor(part, cluster));
    case 'not':
      return !holdsFor(condition.of, cluster);
  }
}

/** The clusters that a condition names, at any depth. */
export function clustersNamedIn(condition: ClusterCondition): readonly string[] {
  if (condition.kind === 'names') return condition.names;
  if (condition.kind === 'not') return clustersNamedIn(condition.of);
  return condition.kind === 'and' || condition.kind === 'or' ? condition.of.flatMap(clustersNamedIn) : [];
}

/** What keeps a condition from being one, one sentence each: no value where one is needed, no label syntax. */
export function conditionProblems(condition: ClusterCondition): readonly string[] {
  if ('key' in condition && typeof (condition.key as unknown) !== 'string') return ['its key is no text'];
  switch (condition.kind) {
    case 'names':
      return condition.names.length > 0 ? [] : ['no cluster is named'];
    case 'label':
      return selectorProblems({ matchExpressions: [condition] }).map(({ message }) => message);
    case 'annotation':
      // A value may be any text.
      return selectorProblems({ matchExpressions: [{ ...condition, values: condition.values.map(() => 'x') }] }).map(
        ({ message }) => message,
      );
    case 'property': {
      const wrong = checkLabelKey(condition.key);
      return [
        ...(wrong === undefined
          ? []
          : [`the name of the property ${JSON.stringify(condition.key)} is wrong: ${wrong}`]),
        ...(Number.isFinite(condition.value)
          ? []
          : [`the property ${condition.key} is compared with what is no number`]),
      ];
    }
    case 'and':
    case 'or':
      return condition.of.flatMap(conditionProblems);
    case 'not':
      return conditionProblems(condition.of);
  }
}

/** A condition in the words of a person: `region = eu and not (tier in (gold, silver))`. */
export function describeCondition(condition: ClusterCondition): string {
  switch (condition.kind) {
    case 'names':
      return condition.names.length === 1
        ? `cluster ${condition.names[0] ?? ''}`
        : `clusters ${condition.names.join(', ')}`;
    case 'label':
      return describeExpression(condition);
    case 'annotation':
      return `annotation ${describeExpression(condition)}`;
    case 'property':
      return `property ${condition.key} ${condition.operator} ${condition.value}`;
    case 'and':
      return condition.of.length === 0 ? 'every cluster' : condition.of.map(describePart).join(' and ');
    case 'or':
      return condition.of.length === 0 ? 'no cluster' : condition.of.map(describePart).join(' or ');
    case 'not':
      return `not ${describePart(condition.of)}`;
  }
}

/** Within another condition, what consists of several stands in brackets. */
function describePart(condition: ClusterCondition): string {
  const text = describeCondition(condition);
  const isJoined = (condition.kind === 'and' || condition.kind === 'or') && condition.of.length > 1;
  return isJoined ? `(${text})` : text;
}

function describeExpression({ key, operator, values }: SelectorExpression): string {
  const given = values ?? [];
  switch (operator) {
    case 'In':
      return given.length === 1 ? `${key} = ${given[0] ?? ''}` : `${key} in (${given.join(', ')})`;
    case 'NotIn':
      return given.length === 1 ? `${key} != ${given[0] ?? ''}` : `${key} not in (${given.join(', ')})`;
    case 'Exists':
      return `${key} exists`;
    case 'DoesNotExist':
      return `${key} does not exist`;
  }
}
