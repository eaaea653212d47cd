import { type Scope } from '../../model/federated-type';
import { type JsonObject } from '../../model/json';
import { type ObjectRef } from '../../model/object-ref';
import { JOINED_AS, MANAGED_BY, MANAGED_BY_LABEL } from '../marks';
import { type GrantedResource, inventoryRules, observerRules, rulesOf } from './rbac-rules';

const GROUP = 'rbac.authorization.k8s.io';
const API_VERSION = `${GROUP}/v1`;

/** What a host may do on a member. */
export type Rights =
  /** Everything, as KubeFed has it. */
  | { readonly mode: 'kubefed' }
  /** What the kinds of the federation take. */
  | { readonly mode: 'least'; readonly resources: readonly GrantedResource[] };

/** Who gets the rights, and where. */
export interface RbacPlace {
  readonly cluster: string;
  readonly namespace: string;
  /** The ServiceAccount. */
  readonly account: string;
  /** `Namespaced`: KubeFed works in its own namespace alone. */
  readonly scope: Scope;
}

/** The roles and bindings that give a host its rights on a member, each role before its binding. KubeFed's names. */
// KubeFed v0.10.0, pkg/kubefedctl/join.go. Its health check role has the verb `Get`, which grants nothing; here it is `get`.
export function rbacObjects(place: RbacPlace, rights: Rights): readonly JsonObject[] {
  const { scope, namespace } = place;
  const main = mainName(place);
  const health = healthName(place);
  const everything = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
  if (rights.mode === 'kubefed') {
    return scope === 'Cluster'
      ? pair(place, { name: main, rules: [everything, { nonResourceURLs: ['*'], verbs: ['get'] }] })
      : [
          ...pair(place, { name: main, namespace, rules: [everything] }),
          ...pair(place, { name: health, rules: observerRules }),
        ];
  }
  const rules = rulesOf(rights.resources);
  return scope === 'Cluster'
    ? [
        ...pair(place, { name: main, rules: [...rules, ...observerRules] }),
        ...pair(place, { name: main, namespace, rules: inventoryRules }),
      ]
    : [
        ...pair(place, { name: main, namespace, rules: [...rules, ...inventoryRules] }),
        ...pair(place, { name: health, rules: observerRules }),
      ];
}

/** Every role and binding that a join may have made, whatever its scope and rights: bindings first. */
export function allRbacRefs(place: RbacPlace): readonly ObjectRef[] {
  const { namespace } = place;
  const [main, health] = [mainName(place), healthName(place)];
  return [
    { apiVersion: API_VERSION, kind: 'ClusterRoleBinding', name: main },
    { apiVersion: API_VERSION, kind: 'ClusterRoleBinding', name: health },
    { apiVersion: API_VERSION, kind: 'RoleBinding', namespace, name: main },
    { apiVersion: API_VERSION, kind: 'ClusterRole', name: main },
    { apiVersion: API_VERSION, kind: 'ClusterRole', name: health },
    { apiVersion: API_VERSION, kind: 'Role', namespace, name: main },
  ];
}

function mainName({ account }: RbacPlace): string {
  return `kubefed-controller-manager:${account}`;
}

function healthName({ namespace, account }: RbacPlace): string {
  return `kubefed-controller-manager:${namespace}:healthcheck-${account}`;
}

/** A role and its binding to the ServiceAccount. */
function pair(
  place: RbacPlace,
  {
    name,
    namespace,
    rules,
  }: { readonly name: string; readonly namespace?: string; readonly rules: readonly JsonObject[] },
): readonly JsonObject[] {
  const prefix = namespace === undefined ? 'Cluster' : '';
  const metadata = {
    name,
    ...(namespace !== undefined && { namespace }),
    labels: { [MANAGED_BY_LABEL]: MANAGED_BY },
    annotations: { [JOINED_AS]: place.cluster },
  };
  return [
    { apiVersion: API_VERSION, kind: `${prefix}Role`, metadata, rules },
    {
      apiVersion: API_VERSION,
      kind: `${prefix}RoleBinding`,
      metadata,
      subjects: [{ kind: 'ServiceAccount', name: place.account, namespace: place.namespace }],
      roleRef: { apiGroup: GROUP, kind: `${prefix}Role`, name },
    },
  ];
}
