import { type IConstruct } from 'constructs';
import { FederationError } from '../model/federation-error';
import { type ClusterOverrides } from '../model/override';
import { type AnyOverrideChain, OverrideBuilder } from './override-builder';
import { type RuleDraft } from './override-chain';

/** Overrides, in KubeFed's own form or by rules: `(o) => [o.where({ region: 'eu' }).set((d) => d.spec.replicas, 5)]`. */
export type Overrides<T> =
  readonly ClusterOverrides[] | ((override: OverrideBuilder<T>) => readonly AnyOverrideChain[]);

/** One part of the overrides that were written, and the path of the construct where. */
export type OverrideSource = { readonly origin: string } & (
  | { readonly kind: 'list'; readonly clusters: readonly ClusterOverrides[] }
  | { readonly kind: 'rule'; readonly draft: RuleDraft }
);

const OWN = Symbol.for('fed8s.ownOverrides');

/** A construct that carries overrides itself. */
interface Overridden extends IConstruct {
  [OWN]?: () => readonly OverrideSource[];
}

/** Has a construct tell of the overrides that it carries. */
export function carriesOverrides(construct: IConstruct, sources: () => readonly OverrideSource[]): void {
  (construct as Overridden)[OWN] = sources;
}

/**
 * The overrides that a construct carries besides those in KubeFed's form that it renders itself: all of them where one is a
 * rule, since they have an order, else none.
 */
export function ownOverrides(construct: IConstruct): readonly OverrideSource[] {
  return (construct as Overridden)[OWN]?.() ?? [];
}

/**
 * The parts of overrides as they were given.
 *
 * @throws FederationError `invalid-override` where a function does not give all that it has written, and for what it picks wrong.
 */
export function overrideSources<T>(overrides: Overrides<T> | undefined, origin: string): readonly OverrideSource[] {
  if (overrides === undefined) return [];
  if (typeof overrides !== 'function') {
    if (!Array.isArray(overrides)) throw noList(origin);
    return [{ kind: 'list', clusters: overrides as readonly ClusterOverrides[], origin }];
  }
  const written = new Set<unknown>();
  const given: readonly unknown[] = overrides(new OverrideBuilder<T>((chain) => void written.add(chain)));
  if (!Array.isArray(given) || given.length !== written.size || !given.every((chain) => written.has(chain))) {
    throw new FederationError({
      code: 'invalid-override',
      severity: 'error',
      message: `The function of the overrides has written ${written.size} of them, and does not give them back as a list.`,
      remedy: 'Give back every one, once: (o) => [o.on(...).set(...), o.where(...).set(...)].',
      origin,
    });
  }
  return (given as readonly AnyOverrideChain[]).map(({ draft }) => ({ kind: 'rule', draft, origin }));
}

function noList(origin: string): FederationError {
  return new FederationError({
    code: 'invalid-override',
    severity: 'error',
    message: 'The overrides are neither a list nor a function that gives one.',
    remedy: 'Write [{ clusterName, clusterOverrides: [...] }], or (o) => [o.on(...).set(...)].',
    origin,
  });
}
