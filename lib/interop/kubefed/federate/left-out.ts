import { CORE_GROUP, SCHEDULING_GROUP, looksFederated } from '../../../model/federated-type';
import { type Json, type JsonObject, isJsonObject } from '../../../model/json';
import { checkDnsSubdomain } from '../../../model/label-syntax';
import { type ObjectRef, groupOf } from '../../../model/object-ref';
import { valueAt } from './json-removal';

/** An object of the input that is not federated, and why. */
export interface LeftOut {
  readonly object: ObjectRef;
  readonly reason: LeftOutReason;
  /** One clause for a person. */
  readonly detail: string;
  /** Where it stands in the input. */
  readonly origin?: string;
}

/** Every reason to leave an object out, with what it means. Reasons are stable: they may be added to, never renamed. */
export const leftOutReasons = {
  owned: 'A controller of the cluster made it, and makes it again elsewhere.',
  'token-secret': 'A token that a cluster signed for one of its service accounts.',
  'root-certificate': 'The certificate authority of one cluster, which every namespace gets.',
  'default-service-account': 'The service account that every namespace gets, with nothing of yours in it.',
  'made-by-cluster': 'A kind, or an object, that every cluster makes for itself.',
  'of-kubefed': "It is of KubeFed's own API already.",
  'name-not-federable': "A name that no object of KubeFed's API can have.",
  'skipped-by-kubefedctl': 'A kind or name that `kubefedctl federate --contents` skips.',
} as const;

/** Why an object is left out. */
export type LeftOutReason = keyof typeof leftOutReasons;

type Verdict = Pick<LeftOut, 'reason' | 'detail'>;

/** Kinds that a cluster fills by itself, with what makes them. */
const MADE_BY_CLUSTER: ReadonlyMap<string, string> = new Map([
  ['/ComponentStatus', 'a cluster reports it of itself'],
  ['/Endpoints', 'made from its Service'],
  ['/Event', 'a record of what happened on one cluster'],
  ['/Node', 'a machine of one cluster'],
  ['coordination.k8s.io/Lease', 'held by a process of one cluster'],
  ['discovery.k8s.io/EndpointSlice', 'made from its Service'],
  ['events.k8s.io/Event', 'a record of what happened on one cluster'],
  ['storage.k8s.io/CSINode', 'a machine of one cluster'],
  ['storage.k8s.io/CSIStorageCapacity', 'measured on one cluster'],
  ['storage.k8s.io/VolumeAttachment', 'a volume of one cluster'],
]);

/** Single objects that a cluster makes by itself, as kind, namespace and name. */
const OBJECTS_OF_CLUSTERS: ReadonlyMap<string, string> = new Map([
  ['Namespace//kube-node-lease', 'every cluster has this namespace'],
  ['PriorityClass//system-cluster-critical', 'every cluster has this class'],
  ['PriorityClass//system-node-critical', 'every cluster has this class'],
  ['Service/default/kubernetes', 'the API server of one cluster'],
]);

/** Why an object is a cluster's own business; undefined for what a person wrote, or may have written. */
export function ownedByCluster(manifest: JsonObject, object: ObjectRef): Verdict | undefined {
  const { apiVersion, kind, namespace, name } = object;
  const group = groupOf(apiVersion);
  if (isOfKubeFed(apiVersion, kind)) return { reason: 'of-kubefed', detail: 'it says already what goes where' };
  const owner = controllerOf(manifest);
  if (owner !== undefined) return { reason: 'owned', detail: `made by ${owner}` };
  const maker =
    MADE_BY_CLUSTER.get(`${group}/${kind}`) ?? OBJECTS_OF_CLUSTERS.get(`${kind}/${namespace ?? ''}/${name}`);
  if (maker !== undefined) return { reason: 'made-by-cluster', detail: maker };
  switch (`${group}/${kind}`) {
    case '/Secret':
      return manifest.type === 'kubernetes.io/service-account-token'
        ? { reason: 'token-secret', detail: 'a token of one cluster' }
        : undefined;
    case '/ConfigMap':
      return name === 'kube-root-ca.crt'
        ? { reason: 'root-certificate', detail: 'the certificate authority of one cluster' }
        : undefined;
    case '/ServiceAccount':
      return name === 'default' && hasNothingOfUsers(manifest)
        ? { reason: 'default-service-account', detail: 'every namespace has one, and nothing was added to this' }
        : undefined;
    case '/PersistentVolume':
      return valueAt(manifest, ['metadata', 'annotations', 'pv.kubernetes.io/provisioned-by']) === undefined
        ? undefined
        : { reason: 'made-by-cluster', detail: 'made for a claim by a provisioner' };
    default:
      return group === 'rbac.authorization.k8s.io' &&
        valueAt(manifest, ['metadata', 'labels', 'kubernetes.io/bootstrapping']) === 'rbac-defaults'
        ? { reason: 'made-by-cluster', detail: 'every API server makes it at its start' }
        : undefined;
  }
}

/** What `kubefedctl federate --contents` skips (KubeFed v0.10.0, pkg/kubefedctl/federate/util.go, getResourcesInNamespace). */
export function skippedByKubefedctl({ apiVersion, kind, namespace, name }: ObjectRef): Verdict | undefined {
  if (namespace === undefined) return undefined;
  const group = groupOf(apiVersion);
  const skipped = (detail: string): Verdict => ({ reason: 'skipped-by-kubefedctl', detail });
  switch (`${group}/${kind}`) {
    case '/Endpoints':
    case '/Event':
    case 'events.k8s.io/Event':
    case `${CORE_GROUP}/PropagatedVersion`:
      return skipped('a kind that controllers make');
  }
  if (group === 'extensions') return skipped('the group extensions is deprecated');
  if (looksFederated(apiVersion, kind)) return skipped('it is federated already');
  const problem = checkDnsSubdomain(name);
  return problem === undefined ? undefined : skipped(`its name is no DNS subdomain: ${problem}`);
}

function isOfKubeFed(apiVersion: string, kind: string): boolean {
  const group = groupOf(apiVersion);
  return group === CORE_GROUP || group === SCHEDULING_GROUP || looksFederated(apiVersion, kind);
}

function controllerOf(manifest: JsonObject): string | undefined {
  const owners = valueAt(manifest, ['metadata', 'ownerReferences']);
  if (!Array.isArray(owners)) return undefined;
  const owner: unknown = owners.find((one: Json) => isJsonObject(one) && one.controller === true);
  return isJsonObject(owner) ? `${textOf(owner.kind)} ${textOf(owner.name)}` : undefined;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '(unnamed)';
}

/** Whether a service account says nothing but what every cluster says of its own. */
function hasNothingOfUsers(manifest: JsonObject): boolean {
  const { metadata, ...rest } = manifest;
  if (!Object.keys(rest).every((key) => key === 'apiVersion' || key === 'kind' || key === 'secrets')) return false;
  if (!isJsonObject(metadata)) return true;
  return [metadata.labels, metadata.annotations].every((map) => !isJsonObject(map) || Object.keys(map).length === 0);
}
