import { isDeepStrictEqual } from 'node:util';
import { quantityOf } from '../../model/cluster-property';
import { type Json } from '../../model/json';
import { knownKind } from '../../model/known-kinds';
import { isSecret } from '../../model/secret';
import { type LivingPath, segmentsOf } from './living-path';

interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** Maps of Kubernetes whose values are quantities. */
const MAPS_OF_QUANTITIES = new Set([
  'limits',
  'requests',
  'capacity',
  'allocatable',
  'hard',
  'used',
  'podFixed',
  'max',
  'min',
  'default',
  'defaultRequest',
  'maxLimitRequestRatio',
]);

/** Fields of Kubernetes that are quantities. */
const QUANTITIES = new Set(['sizeLimit', 'divisor', 'averageValue']);

/** Maps of text that a user names, below which nothing is a quantity. */
const MAPS_OF_TEXT = new Set(['data', 'labels', 'annotations', 'matchLabels', 'nodeSelector', 'parameters']);

/**
 * Whether two values that are no maps and no lists mean the same to a server: quantities are written in many ways (`1000m`,
 * `1`), as is the data of a Secret (base64 with line breaks).
 */
export function sameScalar(
  declared: Json,
  found: Json,
  at: { readonly kind: GroupKind; readonly path: LivingPath },
): boolean {
  if (isDeepStrictEqual(declared, found)) return true;
  const segments = segmentsOf(at.path);
  if (isSecret(at.kind) && segments[0] === 'data') return bytesOf(declared) === bytesOf(found);
  return isQuantity(at.kind, segments) && sameQuantity(declared, found);
}

function isQuantity({ group, kind }: GroupKind, segments: readonly string[]): boolean {
  // A custom resource keeps a text as it is written.
  if (knownKind(group, kind) === undefined || segments.some((segment) => MAPS_OF_TEXT.has(segment))) return false;
  const [parent, field] = [segments.at(-2) ?? '', segments.at(-1) ?? ''];
  return (
    MAPS_OF_QUANTITIES.has(parent) ||
    QUANTITIES.has(field) ||
    (field === 'value' && (parent === 'target' || kind === 'HorizontalPodAutoscaler'))
  );
}

function sameQuantity(declared: Json, found: Json): boolean {
  const [a, b] = [numberOf(declared), numberOf(found)];
  return a !== undefined && b !== undefined && Math.abs(a - b) <= Math.abs(a) * 1e-12;
}

function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? quantityOf(value) : undefined;
}

function bytesOf(value: Json): string | undefined {
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString('base64') : undefined;
}
