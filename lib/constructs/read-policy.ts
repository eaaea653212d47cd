import { overridesShape, placementShape } from '../model/api-shapes';
import { FederationError, isFederationError } from '../model/federation-error';
import { frozenJson } from '../model/frozen-json';
import { type Json, isJsonObject } from '../model/json';
import { jsonProblems } from '../model/json-check';
import { type ClusterOverrides } from '../model/override';
import { type Placement } from '../model/placement';
import { type Problem } from '../model/problem';
import { readOverrideList } from '../model/read-overrides';
import { readPlacement } from '../model/read-placement';
import { isMap } from '../model/require-that';
import { type Shape, unknownFields } from '../model/unknown-fields';
import { type FederatedPlacement, type ReadPlacement } from './federated-placement';
import { isPerCluster } from './per-cluster';
import { readFederatedPlacement } from './read-federated-placement';

/** A placement that stands around objects, as frozen data. @throws FederationError where KubeFed could not read it. */
export function readPlacementAround(given: FederatedPlacement, origin: string): ReadPlacement {
  refusePerCluster(given, origin);
  const { placement, policy } = isMap(given) ? readFederatedPlacement(given, origin) : { placement: given };
  refuseUnknown(placement as Json, placementShape, 'placement', origin);
  const read = inPlace(origin, () => frozenJson(readPlacement(placement) as unknown as Json) as unknown as Placement);
  return { placement: read, ...(policy !== undefined && { policy: { ...policy, group: origin } }) };
}

/** Overrides that stand around objects, as frozen data. @throws FederationError where KubeFed could not read them. */
export function readOverridesAround(
  overrides: readonly ClusterOverrides[],
  origin: string,
): readonly ClusterOverrides[] {
  refusePerCluster(overrides, origin);
  refuseUnknown(overrides as unknown as Json, overridesShape, 'overrides', origin);
  const read = inPlace(origin, () => readOverrideList(overrides)) ?? [];
  const problems = read.flatMap(({ clusterName, clusterOverrides }) =>
    (clusterOverrides ?? []).flatMap(({ path, value }) =>
      (value === undefined ? [] : jsonProblems(value)).map((problem): Problem => ({
        ...problem,
        severity: 'error',
        message: `The value of the override ${JSON.stringify(path)} cannot be used: ${problem.message}.`,
        cluster: clusterName,
        path: `${path}${problem.path}`,
        origin,
      })),
    ),
  );
  if (problems.length > 0) throw new FederationError(problems);
  return frozenJson(read as unknown as Json) as unknown as readonly ClusterOverrides[];
}

function refuseUnknown(value: Json, shape: Shape, kind: string, origin: string): void {
  const problems = unknownFields(value, shape, { kind, path: `/${kind}` });
  if (problems.length === 0) return;
  throw new FederationError(
    problems.map(({ code, severity, message, remedy }) => ({ code, severity, message, remedy, origin })),
  );
}

function inPlace<T>(origin: string, reading: () => T): T {
  try {
    return reading();
  } catch (error) {
    if (!isFederationError(error)) throw error;
    throw new FederationError(error.problems.map((problem) => ({ ...problem, origin })));
  }
}

/** Placement and overrides say for themselves which clusters they concern. */
function refusePerCluster(policy: unknown, origin: string): void {
  const seen = new Set<object>();
  const holdsPerCluster = (value: unknown): boolean => {
    if (isPerCluster(value)) return true;
    if (typeof value !== 'object' || value === null || seen.has(value)) return false;
    seen.add(value);
    return (Array.isArray(value) || isJsonObject(value)) && Object.values(value).some(holdsPerCluster);
  };
  if (!holdsPerCluster(policy)) return;
  throw new FederationError({
    code: 'per-cluster-misplaced',
    severity: 'error',
    message: 'A per-cluster value stands in a placement or an override.',
    remedy: 'Put it into the template. Placement and overrides say for themselves which clusters they concern.',
    origin,
  });
}
