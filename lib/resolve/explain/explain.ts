import { type Federation } from '../../model/federation';
import { type Semantics } from '../../model/finding';
import { type LockedDecisions } from '../../model/locked-decisions';
import { findObject } from '../find-object';
import { resolve } from '../resolve';
import { Explainer } from './explainer';
import { type Explanation } from './explanation';

/** What is to be explained. */
export interface ExplainQuery {
  /** By kind, namespace and name: `deployment/shop/web`. */
  readonly object: string;
  /** One cluster. @default - all of them */
  readonly cluster?: string | undefined;
  /** @default 'strict' */
  readonly semantics?: Semantics | undefined;
  /** What was decided the last time. @default - nothing was */
  readonly locked?: LockedDecisions | undefined;
}

/**
 * Why an object is, or is not, on each cluster, with the rule that decided and the values it saw; for each field that is not as
 * the template has it, which override has set it; and how replicas were divided.
 *
 * @throws FederationError `unknown-object`, `unknown-cluster`.
 *
 * @example
 * const { clusters } = explain(federationFromManifests(manifests), { object: 'deployment/shop/web' });
 * for (const { cluster, placed, detail } of clusters) console.log(cluster, placed, detail);
 */
export function explain(federation: Federation, query: ExplainQuery): Explanation {
  const { semantics = 'strict', locked } = query;
  const resolution = resolve(federation, { semantics, locked });
  const object = findObject(resolution.objects, query.object);
  return new Explainer(federation, resolution).explain(object, query.cluster);
}
