import { type Answer, failed, ok } from '../../kube/answer';
import { type ClusterApi, type ServedKind } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { type ObjectRef, objectKey } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { refOfManifest } from '../../model/ref-of-manifest';
import { bodyOf } from '../assess/body-of';
import { clusterUid } from '../cluster-uid';
import { type FoundInventory, type InventoryKey } from '../inventory/inventory';
import { type InventoryEntry } from '../inventory/inventory-entry';
import { readInventory } from '../inventory/inventory-store';
import { objectsOfOthers } from '../inventory/other-owners';
import { mapAt, textIn } from '../json-fields';
import { sideBySide } from '../side-by-side';
import { isMoveAllowed } from '../waves/data-moves';
import { type ApplySettings, DEFAULT_OBJECTS_AT_A_TIME } from './apply-settings';
import { assessStep } from './assess-step';
import { declaredTwice } from './declared-twice';
import { pruneDecision } from './prune-decision';
import { type Living, kindKey, readLiving } from './read-living';
import { type ApplyStep, type Prune, type Survey } from './survey';

/** Why a cluster is left alone. */
export interface RefusedCluster {
  readonly refused: Problem;
}

export interface ToSurvey {
  /** The name of the cluster. */
  readonly cluster: string;
  readonly manifests: readonly JsonObject[];
  readonly settings: ApplySettings;
  readonly systemNamespace: string;
  /** By key: whether an object is declared on another cluster. */
  readonly movesTo: (key: string) => boolean;
}

/** Finds out what is to be done about a cluster, and writes nothing. */
export async function surveyCluster(api: ClusterApi, given: ToSurvey): Promise<Answer<Survey | RefusedCluster>> {
  const { cluster, settings, systemNamespace } = given;
  if (settings.signal?.aborted === true) {
    return failed({ kind: 'aborted', message: 'The run was stopped before the cluster was asked.' });
  }
  const uid = await clusterUid(api);
  if (uid.outcome === 'failed') return uid;
  const key: InventoryKey = {
    owner: settings.owner.name,
    ownerKey: settings.owner.key,
    cluster,
    id: settings.id,
    clusterUid: uid.value,
  };
  const [inventory, kinds] = await Promise.all([
    readInventory(api, { ...key, namespace: systemNamespace }),
    api.kinds(),
  ]);
  if (inventory.outcome === 'failed') return inventory;
  if (kinds.outcome === 'failed') return kinds;
  const found = inventory.value;
  if (found.state === 'damaged' || found.state === 'foreign') {
    return ok({ refused: inventoryProblem(found, { cluster, systemNamespace, owner: settings.owner.name }) });
  }
  const entries = found.state === 'found' ? found.inventory.entries : [];
  const declared = declaredOf(given.manifests, kinds.value.kinds);
  const twice = declaredTwice(declared, cluster);
  if (twice !== undefined) return ok({ refused: twice });
  const declaredKeys = new Set(declared.map(({ key: declaredKey }) => declaredKey));
  const gone = entries
    .filter((entry) => !declaredKeys.has(objectKey(entry)))
    .map((entry) => asServed(entry, kinds.value.kinds));
  const living = await readLiving(api, [...declared.map(({ object }) => object), ...gone]);
  if (living.outcome === 'failed') return living;
  const recorded = new Map(entries.map((entry) => [objectKey(entry), entry]));
  const steps = await sideBySide(
    declared,
    settings.objectsAtATime ?? DEFAULT_OBJECTS_AT_A_TIME,
    (one): Promise<ApplyStep> =>
      assessStep(api, {
        ...one,
        live: living.value.objects.get(one.key),
        failure: living.value.unknown.get(kindKey(one.object)),
        entry: recorded.get(one.key),
        settings,
      }),
  );
  const others =
    gone.length === 0
      ? ok(new Map<string, string>())
      : await objectsOfOthers(api, { namespace: systemNamespace, ownerKey: settings.owner.key });
  if (others.outcome === 'failed') return others;
  const prunes = gone.map((entry) => pruneOf(entry, { living: living.value, others: others.value }, given));
  return ok({
    key,
    inventory: found,
    steps,
    prunes,
    kinds: kinds.value.kinds,
  });
}

interface Declared {
  readonly object: ObjectRef;
  readonly key: string;
  readonly body: JsonObject;
  readonly problems: readonly Problem[];
}

function declaredOf(manifests: readonly JsonObject[], served: readonly ServedKind[]): readonly Declared[] {
  const scopes = new Map(served.map((kind) => [kindKey(kind), kind.isNamespaced]));
  for (const manifest of manifests) for (const [kind, scope] of kindsDefinedBy(manifest)) scopes.set(kind, scope);
  return manifests.map((manifest) => {
    const isNamespaced = scopes.get(kindKey(refOfManifest(manifest)));
    const body = bodyOf(manifest, isNamespaced === undefined ? {} : { isNamespaced });
    const sent = body.outcome === 'body' ? body.body : manifest;
    const object = refOfManifest(sent);
    return { object, key: objectKey(object), body: sent, problems: body.outcome === 'refused' ? body.problems : [] };
  });
}

/** The kinds that a CustomResourceDefinition defines, and whether they live in a namespace. */
export function kindsDefinedBy(manifest: JsonObject): readonly (readonly [kind: string, isNamespaced: boolean])[] {
  if (manifest.kind !== 'CustomResourceDefinition') return [];
  const spec = mapAt(manifest, 'spec');
  const kind = textIn(mapAt(spec, 'names'), 'kind');
  const versions: unknown = spec.versions;
  return (Array.isArray(versions) ? (versions as readonly JsonObject[]) : []).map(
    (version) =>
      [
        kindKey({ apiVersion: `${textIn(spec, 'group')}/${textIn(version, 'name')}`, kind }),
        spec.scope === 'Namespaced',
      ] as const,
  );
}

/** An entry in a version that the cluster serves: the one in which it was applied may be gone. */
function asServed(entry: InventoryEntry, served: readonly ServedKind[]): InventoryEntry {
  const group = entry.apiVersion.includes('/') ? `${entry.apiVersion.split('/')[0] as string}/` : '';
  const ofKind = served.filter(
    ({ apiVersion, kind }) =>
      kind === entry.kind && (group === '' ? !apiVersion.includes('/') : apiVersion.startsWith(group)),
  );
  if (ofKind.length === 0 || ofKind.some(({ apiVersion }) => apiVersion === entry.apiVersion)) return entry;
  return { ...entry, apiVersion: (ofKind[0] as ServedKind).apiVersion };
}

function pruneOf(
  entry: InventoryEntry,
  { living, others }: { readonly living: Living; readonly others: ReadonlyMap<string, string> },
  { settings, movesTo }: ToSurvey,
): Prune {
  const key = objectKey(entry);
  const failure = living.unknown.get(kindKey(entry));
  if (failure !== undefined) {
    return { entry, key, failure, decision: { decision: 'keep', reason: 'nobody knows whether it is there' } };
  }
  const decision = pruneDecision(entry, living.objects.get(key), {
    owner: settings.owner,
    otherOwner: others.get(key),
    allowed: ({ name }) =>
      settings.allowPrune?.includes(name) === true || (movesTo(key) && isMoveAllowed(key, settings.allowMoves)),
  });
  return { entry, key, decision };
}

function inventoryProblem(
  found: Extract<FoundInventory, { readonly reason: string }>,
  {
    cluster,
    systemNamespace,
    owner,
  }: { readonly cluster: string; readonly systemNamespace: string; readonly owner: string },
): Problem {
  const isDamaged = found.state === 'damaged';
  return {
    code: isDamaged ? 'inventory-damaged' : 'inventory-foreign',
    severity: 'error',
    cluster,
    message: `The inventory of ${owner} in ${systemNamespace} ${isDamaged ? 'cannot be read' : 'is not ours'}: ${found.reason}.`,
    remedy: isDamaged
      ? `Restore its ConfigMaps. Where that cannot be, delete all of them: what they named stays, and is not deleted by fed8s any more.`
      : 'Use another --owner, the lock with the id of this inventory, or the context of the cluster that is meant.',
  };
}
