import { ok } from '../../kube/answer';
import { type JsonObject } from '../../model/json';
import { CREATED_BY_JOIN, JOINED_AS, MANAGED_BY, MANAGED_BY_LABEL } from '../marks';
import { ensureObject, remedyBy } from '../steps/ensure-object';
import { removeObject } from '../steps/remove-object';
import { type Progressed, type WorkPlace } from '../steps/step';
import { refOfManifest } from '../../model/ref-of-manifest';
import { objectKey } from '../../model/object-ref';
import { type RbacPlace, type Rights, allRbacRefs, rbacObjects } from './rbac-objects';
import { notJoined } from './token';

/**
 * What a member holds of a join besides the token: namespace, ServiceAccount, roles and bindings. Roles that the member had
 * under other rights go, so that nothing is granted that is not meant.
 */
export async function joinMember(place: WorkPlace, at: RbacPlace, rights: Rights): Promise<Progressed<undefined>> {
  const namespace = await ensureObject(place, namespaceOf(at), () => ({ kind: 'fine' }));
  if (namespace.outcome !== 'ok') return namespace;
  const account = accountOf(at);
  const made = await ensureObject(place, account, remedyBy(account, { mutable: ['automountServiceAccountToken'] }));
  if (made.outcome !== 'ok') return made;
  const wanted = rbacObjects(at, rights);
  for (const object of wanted) {
    const isRole = 'rules' in object;
    const done = await ensureObject(
      place,
      object,
      remedyBy(object, isRole ? { mutable: ['rules'] } : { mutable: ['subjects'], immutable: ['roleRef'] }),
    );
    if (done.outcome !== 'ok') return done;
  }
  const kept = new Set(wanted.map((object) => objectKey(refOfManifest(object))));
  const log: WorkPlace['log'] = (step) => {
    if (step.outcome === 'deleted') place.log({ ...step, detail: 'of other rights' });
  };
  for (const ref of allRbacRefs(at)) {
    if (kept.has(objectKey(ref))) continue;
    const removed = await removeObject({ ...place, log }, ref, (living) => notJoined(living, at.cluster));
    if (removed.outcome !== 'ok') return removed;
  }
  return ok(undefined);
}

function namespaceOf({ namespace, account }: RbacPlace): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: { [MANAGED_BY_LABEL]: MANAGED_BY },
      annotations: { [CREATED_BY_JOIN]: account },
    },
  };
}

// KubeFed v0.10.0, pkg/kubefedctl/join.go: createServiceAccount
function accountOf({ cluster, namespace, account }: RbacPlace): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: account,
      namespace,
      labels: { [MANAGED_BY_LABEL]: MANAGED_BY },
      annotations: { [JOINED_AS]: cluster, 'kubernetes.io/enforce-mountable-secrets': 'true' },
    },
    automountServiceAccountToken: false,
  };
}
