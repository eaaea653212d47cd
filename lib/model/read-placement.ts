import { FederationError } from './federation-error';
import { isJsonObject } from './json';
import { type Placement } from './placement';
import { type ClusterSelector, type SelectorExpression, type SelectorOperator } from './selector';

/**
 * Reads a placement as KubeFed's decoder reads it: null is like nothing, and the text of a null is empty. Plain names
 * among the clusters are read too.
 *
 * @throws FederationError where KubeFed could not read it, also in a part that would not count.
 */
export function readPlacement(value: unknown): Placement {
  if (value === undefined || value === null) return {};
  const { clusters, clusterSelector } = map(value, 'placement');
  return {
    clusters: list(clusters, 'placement.clusters')?.map(readReference),
    clusterSelector: readSelector(clusterSelector),
  };
}

function readReference(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  return text(map(value, 'placement.clusters[]').name, 'placement.clusters[].name');
}

function readSelector(value: unknown): ClusterSelector | undefined {
  if (value === undefined || value === null) return undefined;
  const place = 'placement.clusterSelector';
  const { matchLabels, matchExpressions } = map(value, place);
  return {
    matchLabels:
      matchLabels === undefined || matchLabels === null
        ? undefined
        : // fromEntries, so that no key can reach the prototype
          Object.fromEntries(
            Object.entries(map(matchLabels, `${place}.matchLabels`)).map(([key, label]) => [
              key,
              text(label, `${place}.matchLabels.${key}`),
            ]),
          ),
    matchExpressions: list(matchExpressions, `${place}.matchExpressions`)?.map(readExpression),
  };
}

function readExpression(value: unknown): SelectorExpression {
  const place = 'placement.clusterSelector.matchExpressions[]';
  const { key, operator, values } = value === null ? {} : map(value, place);
  return {
    key: text(key, `${place}.key`),
    // an operator that is none is refused with the rest of the selector
    operator: text(operator, `${place}.operator`) as SelectorOperator,
    values: list(values, `${place}.values`)?.map((item) => text(item, `${place}.values`)),
  };
}

function map(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (isJsonObject(value)) return value;
  throw malformed(`${place} is not a map`);
}

function list(value: unknown, place: string): readonly unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value as readonly unknown[];
  throw malformed(`${place} is not a list`);
}

function text(value: unknown, place: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  throw malformed(`${place} is not text`);
}

function malformed(what: string): FederationError {
  return new FederationError({
    code: 'invalid-placement',
    severity: 'error',
    message: `${what}, so KubeFed cannot read it.`,
    remedy:
      'Write `placement: { clusters: [{ name: cluster1 }] }` or `placement: { clusterSelector: { matchLabels: { region: eu } } }`.',
  });
}
