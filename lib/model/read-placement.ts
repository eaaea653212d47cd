import { FederationError } from './federation-error';
import { gatherRefusals, readEach } from './gather-refusals';
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
  return gatherRefusals((part) => ({
    clusters: part(() => list(clusters, 'placement.clusters', readReference)),
    clusterSelector: part(() => readSelector(clusterSelector)),
  }));
}

function readReference(value: unknown, place: string): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  return text(map(value, place).name, `${place}.name`);
}

function readSelector(value: unknown): ClusterSelector | undefined {
  if (value === undefined || value === null) return undefined;
  const place = 'placement.clusterSelector';
  const { matchLabels, matchExpressions } = map(value, place);
  return gatherRefusals((part) => ({
    matchLabels: part(() => readLabels(matchLabels, `${place}.matchLabels`)),
    matchExpressions: part(() => list(matchExpressions, `${place}.matchExpressions`, readExpression)),
  }));
}

function readLabels(value: unknown, place: string): Readonly<Record<string, string>> | undefined {
  if (value === undefined || value === null) return undefined;
  const labels = readEach(Object.entries(map(value, place)), ([key, label]) => [key, text(label, `${place}.${key}`)]);
  // fromEntries, so that no key can reach the prototype
  return Object.fromEntries(labels) as Readonly<Record<string, string>>;
}

function readExpression(value: unknown, place: string): SelectorExpression {
  const { key, operator, values } = value === null ? {} : map(value, place);
  return gatherRefusals((part) => ({
    key: part(() => text(key, `${place}.key`)) ?? '',
    // an operator that is none is refused with the rest of the selector
    operator: part(() => text(operator, `${place}.operator`)) as SelectorOperator,
    values: part(() => list(values, `${place}.values`, text)),
  }));
}

function map(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (isJsonObject(value)) return value;
  throw malformed(`${place} is not a map`);
}

function list<T>(value: unknown, place: string, read: (item: unknown, place: string) => T): readonly T[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw malformed(`${place} is not a list`);
  return readEach(value as readonly unknown[], (item, index) => read(item, `${place}[${index}]`));
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
