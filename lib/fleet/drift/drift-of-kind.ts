import { type ApiFailure } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { objectKey } from '../../model/object-ref';
import { refOfManifest } from '../../model/ref-of-manifest';
import { assessObject } from '../assess/assess-object';
import { type Assessment } from '../assess/assessment';
import { type IgnoreRule } from '../assess/ignore-rule';
import { type DeclaredKind } from './declared-kinds';
import { driftOfObject } from './drift-of-object';
import { livingObjects } from './living-objects';
import { type ObjectDrift } from './object-drift';

/** By what fields of ours are known, and which are left to others. */
export interface AssessmentRules {
  readonly fieldManager: string;
  readonly ignore?: readonly IgnoreRule[];
}

/** An object that is not simply in sync, and how that was found. */
export interface AssessedObject {
  readonly drift: ObjectDrift;
  /** Of one that is declared and could be looked at. */
  readonly assessment?: Assessment;
}

export interface DriftOfKind {
  readonly inSync: number;
  readonly objects: readonly AssessedObject[];
}

/** How the objects of one kind fare on one cluster. */
export async function driftOfKind(api: ClusterApi, kind: DeclaredKind, rules: AssessmentRules): Promise<DriftOfKind> {
  if (kind.served.outcome === 'failed') {
    // What was applied of a kind that is gone is gone with it.
    const isGone = kind.bodies.size === 0;
    return isGone ? { inSync: 0, objects: [] } : unknown(kind, kind.served.failure, new Set());
  }
  const seen = new Set<string>();
  const objects: AssessedObject[] = [];
  let inSync = 0;
  const look = async (live: JsonObject): Promise<void> => {
    const object = refOfManifest(live);
    const key = objectKey(object);
    if (seen.has(key)) return;
    seen.add(key);
    const body = kind.bodies.get(key);
    if (body === undefined) {
      objects.push({ drift: { object, outcome: 'Orphaned' } });
      return;
    }
    const found = await assessLiving(api, { body, live, rules });
    if (found.assessment?.outcome === 'in-sync') inSync += 1;
    if (found.drift !== undefined) objects.push({ ...found, drift: found.drift });
  };
  for await (const page of livingObjects(api, kind)) {
    if (page.outcome === 'failed') {
      const rest = unknown(kind, page.failure, seen);
      return { inSync, objects: [...objects, ...rest.objects] };
    }
    await Promise.all(page.value.map(look));
  }
  for (const [key, body] of kind.bodies) {
    if (seen.has(key)) continue;
    const { drift, assessment } = await assessLiving(api, { body, live: undefined, rules });
    if (drift !== undefined) objects.push({ drift, ...(assessment !== undefined && { assessment }) });
  }
  return { inSync, objects };
}

/** How one declared object fares, measured by what lives of it. */
export async function assessLiving(
  api: ClusterApi,
  of: { readonly body: JsonObject; readonly live: JsonObject | undefined; readonly rules: AssessmentRules },
): Promise<{ readonly drift: ObjectDrift | undefined; readonly assessment?: Assessment }> {
  const { fieldManager, ignore = [] } = of.rules;
  const assessment = await assessObject({
    body: of.body,
    live: of.live,
    fieldManager,
    ignore,
    dryRun: (body, force) => api.apply(body, { fieldManager, force, dryRun: true }),
  });
  return { drift: driftOfObject(refOfManifest(of.body), assessment), assessment };
}

function unknown(kind: DeclaredKind, failure: ApiFailure, seen: ReadonlySet<string>): DriftOfKind {
  const refs = [...[...kind.bodies.values()].map(refOfManifest), ...kind.undeclared.values()];
  const rest = refs.filter((object) => !seen.has(objectKey(object)));
  return { inSync: 0, objects: rest.map((object) => ({ drift: { object, outcome: 'Unknown', failure } })) };
}
