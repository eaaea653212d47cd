import { describeKey } from '../../model/object-ref';
import { type Json, type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { listed } from '../../model/listed';
import { type Problem } from '../../model/problem';
import { partsOf } from './departures';

/** An object that leaves a cluster and is declared on others. */
export interface MovingObject {
  /** `StatefulSet.apps/shop/db`. */
  readonly key: string;
  readonly from: string;
  readonly to: readonly string[];
  /** As it is declared on one of the others. */
  readonly manifest: JsonObject | undefined;
}

/**
 * What stands against moves, since data does not move: each StatefulSet, each PersistentVolumeClaim, and each other object whose
 * Pods mount a claim that is not moved under a name of its own.
 *
 * @param allowed moves that are meant: `StatefulSet/shop/db`, the kind in capitals or not.
 */
export function dataMoveProblems(moving: readonly MovingObject[], allowed: readonly string[] = []): readonly Problem[] {
  const moved = new Set(moving.map(({ key, from }) => `${from} ${key}`));
  return moving.flatMap((object): readonly Problem[] => {
    const consent = consentFor(object.key);
    const data = dataOf(object, (claim) => moved.has(`${object.from} ${claim}`));
    if (data === undefined || isMoveAllowed(object.key, allowed)) return [];
    return [
      {
        code: 'move-loses-data',
        severity: 'error',
        cluster: object.from,
        message: `${describeKey(object.key)} would leave ${object.from} for ${listed(object.to)}, and ${data} would not come along.`,
        remedy: `Move the data first, then say so: --allow-moves ${consent}.`,
      },
    ];
  });
}

/** Whether the move of an object is meant. */
export function isMoveAllowed(key: string, allowed: readonly string[] = []): boolean {
  const consent = consentFor(key).toLowerCase();
  return allowed.some((name) => name.toLowerCase() === consent);
}

/** How a person names an object whose move is meant: `StatefulSet/shop/db`. */
export function consentFor(key: string): string {
  const { kind, namespace, name } = partsOf(key);
  return `${kind}/${namespace}/${name}`;
}

function dataOf({ key, manifest }: MovingObject, isMoved: (claim: string) => boolean): string | undefined {
  const { kind, group, namespace } = partsOf(key);
  if (kind === 'StatefulSet' && group === 'apps') return 'the data of its Pods';
  if (kind === 'PersistentVolumeClaim' && group === '') return 'its data';
  const claims = claimsOf(manifest ?? {}).filter((claim) => !isMoved(`PersistentVolumeClaim/${namespace}/${claim}`));
  return claims.length === 0 ? undefined : `the data of ${listed(claims)}`;
}

/** The claims that a Pod, or the Pods of a template, mount by name. */
function claimsOf(manifest: JsonObject): readonly string[] {
  const spec = mapIn(manifest.spec);
  // A Pod; a Deployment, a Job and their like; a CronJob.
  const templates = [spec, mapIn(mapIn(spec.template).spec)];
  templates.push(mapIn(mapIn(mapIn(mapIn(spec.jobTemplate).spec).template).spec));
  const claims = templates.flatMap(({ volumes }) =>
    (isJsonList(volumes) ? volumes : []).map((volume) => mapIn(mapIn(volume).persistentVolumeClaim).claimName),
  );
  return [...new Set(claims.filter((claim) => typeof claim === 'string'))];
}

function mapIn(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
