import { type JsonObject } from '../../model/json';

/** A resource that the federation has objects of. */
export interface GrantedResource {
  /** Empty for the core group. */
  readonly group: string;
  /** `deployments`. */
  readonly plural: string;
}

/** What apply, prune, drift and waits need of each kind. */
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'] as const;

const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** `deployments.apps`, `configmaps`: as FederatedTypeConfigs are named. */
export function resourceName({ group, plural }: GrantedResource): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** Reads what {@link resourceName} wrote. */
export function resourceOfName(name: string): GrantedResource {
  const [plural = '', ...group] = name.split('.');
  return { group: group.join('.'), plural };
}

/** Rules for exactly these resources: one for each API group, in the order of their names. */
export function rulesOf(resources: readonly GrantedResource[]): readonly JsonObject[] {
  const byGroup = new Map<string, Set<string>>();
  for (const { group, plural } of resources) byGroup.set(group, (byGroup.get(group) ?? new Set()).add(plural));
  const rules: JsonObject[] = [...byGroup]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, plurals]) => ({ apiGroups: [group], resources: [...plurals].sort(), verbs: [...VERBS] }));
  const named = byGroup.get(RBAC_GROUP) ?? new Set<string>();
  const has = (...plurals: readonly string[]): boolean => plurals.some((plural) => named.has(plural));
  // An API server lets nobody give rights that they do not have themselves, but for these two verbs.
  if (has('roles', 'clusterroles')) {
    rules.push({
      apiGroups: [RBAC_GROUP],
      resources: ['clusterroles', 'roles'].filter((plural) => has(plural)),
      verbs: ['escalate'],
    });
  }
  if (has('rolebindings', 'clusterrolebindings')) {
    rules.push({ apiGroups: [RBAC_GROUP], resources: ['clusterroles', 'roles'], verbs: ['bind'] });
  }
  return rules;
}

/**
 * The resources among these whose rights are near to those of a cluster-admin: who may write roles (`escalate`) or bindings
 * (`bind`) can give themselves every right.
 */
export function nearAdmin(resources: readonly GrantedResource[]): readonly string[] {
  return resources
    .filter(({ group, plural }) => group === RBAC_GROUP && /^(?:cluster)?role(?:binding)?s$/.test(plural))
    .map(resourceName)
    .sort();
}

/** What health, version, region and the identity of a cluster take, whatever the federation has. */
export const observerRules: readonly JsonObject[] = [
  { nonResourceURLs: ['/healthz', '/version'], verbs: ['get'] },
  { apiGroups: [''], resources: ['nodes'], verbs: ['list'] },
  { apiGroups: [''], resources: ['namespaces'], resourceNames: ['kube-system'], verbs: ['get'] },
];

/** What the inventory takes, in KubeFed's namespace. */
export const inventoryRules: readonly JsonObject[] = rulesOf([{ group: '', plural: 'configmaps' }]);
