/** Names one Kubernetes object. */
export interface ObjectRef {
  /** `group/version`, or `v1` for the core group. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for a cluster-scoped object. */
  readonly namespace?: string;
  readonly name: string;
}

/** The group of an apiVersion: `apps` of `apps/v1`, empty for the core group (`v1`, and KubeFed's `/v1`). */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** The name of a kind with its group, as kubectl has it: `Deployment.apps`, `Namespace`. */
export function qualifiedKind({ group, kind }: { readonly group: string; readonly kind: string }): string {
  return group === '' ? kind : `${kind}.${group}`;
}

/** The same, of an object. */
export function qualifiedKindOf({ apiVersion, kind }: Pick<ObjectRef, 'apiVersion' | 'kind'>): string {
  return qualifiedKind({ group: groupOf(apiVersion), kind });
}

/**
 * The key of an object by group and kind, without the version, since one object answers under every version of its API:
 * `Deployment.apps/shop/redis`, `Namespace//shop`.
 */
export function objectKey(ref: ObjectRef): string {
  return `${qualifiedKindOf(ref)}/${ref.namespace ?? ''}/${ref.name}`;
}

/** What a person reads: `Deployment shop/redis`. */
export function describeObject(ref: ObjectRef): string {
  const name = ref.name === '' ? '(without a name)' : ref.name;
  return `${ref.kind} ${ref.namespace === undefined ? '' : `${ref.namespace}/`}${name}`;
}

/** What a person reads of an object that is known by its key alone, which has no version. */
export function describeKey(key: string): string {
  const [, kind = '', namespace = '', name = ''] = /^([^./]*)[^/]*\/([^/]*)\/(.*)$/s.exec(key) ?? [];
  return describeObject({ apiVersion: '', kind, ...(namespace !== '' && { namespace }), name });
}
