import { type ApiObject } from 'cdk8s';
import { errorMessage } from '../model/error-message';
import { isFederationError } from '../model/federation-error';
import { type Finding } from '../model/finding';
import { instancesIn, lossyValues } from './lossy-values';
import { type PerClusterPlace, renderPerCluster } from './per-cluster';

/** An object of a tree, with what cdk8s renders of it. */
export interface RenderedObject {
  readonly construct: ApiObject;
  /** Placeholders stand where a per-cluster value is to be. */
  readonly manifest: unknown;
}

/** The same, with the places of its per-cluster values. */
export interface RenderedWithPlaces extends RenderedObject {
  readonly places: readonly PerClusterPlace[];
}

/** Has cdk8s render an object. Undefined, and reported, where it cannot, or would lose something in silence. */
export function renderObject(construct: ApiObject, report: (finding: Finding) => void): RenderedWithPlaces | undefined {
  const place = { severity: 'error', kubefed: 'error', origin: construct.node.path } as const;
  // The props are not part of ApiObject's public face, and yet what cdk8s renders.
  const { props } = construct as unknown as { readonly props?: unknown };
  const lossy = lossyValues(props);
  if (lossy.length > 0) {
    lossy.forEach((problem) => void report({ ...problem, ...place }));
    return undefined;
  }
  try {
    return { construct, ...renderPerCluster((): unknown => construct.toJson()) };
  } catch (error) {
    if (isFederationError(error)) {
      error.problems.forEach((problem) => void report({ ...place, ...problem, kubefed: 'error' }));
      return undefined;
    }
    // cdk8s says what is wrong, but not in which field.
    const instances = instancesIn(props);
    instances.forEach((problem) => void report({ ...problem, ...place }));
    if (instances.length > 0) return undefined;
    report({
      ...place,
      code: 'construct-failed',
      message: errorMessage(error),
      remedy: 'Give the construct plain values: strings, numbers, booleans, lists and maps.',
    });
    return undefined;
  }
}
