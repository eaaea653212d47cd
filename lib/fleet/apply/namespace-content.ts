import { type Answer, ok } from '../../kube/answer';
import { type ClusterApi, type ServedKind } from '../../kube/cluster-api';
import { describeObject, objectKey } from '../../model/object-ref';
import { refOfManifest } from '../../model/ref-of-manifest';
import { isByTheWay, kindsInNamespaces } from '../namespace-kinds';
import { sideBySide } from '../side-by-side';

/** Kinds that say something of others, and go with them. */
const TOLD_OF_OTHERS: ReadonlySet<string> = new Set(['Event', 'Endpoints', 'PodMetrics']);

const KINDS_AT_A_TIME = 8;

/**
 * What would die with a namespace though nobody deletes it, in words. What every namespace has does not count (the ServiceAccount
 * `default`, `kube-root-ca.crt`), nor Events, nor what is owned by another object. It fails where a kind cannot be asked:
 * nobody knows then.
 */
export async function foreignContent(
  api: ClusterApi,
  namespace: string,
  { kinds, isGoing }: { readonly kinds: readonly ServedKind[]; readonly isGoing: (key: string) => boolean },
): Promise<Answer<readonly string[]>> {
  const listed = await sideBySide(kindsInNamespaces(kinds, TOLD_OF_OTHERS), KINDS_AT_A_TIME, (kind) =>
    api.list(kind, { namespace, metadataOnly: true }),
  );
  const found: string[] = [];
  for (const answer of listed) {
    if (answer.outcome === 'failed') {
      if (answer.failure.kind === 'unknown-kind' || answer.failure.status === 405) continue;
      return answer;
    }
    for (const item of answer.value.items) {
      const ref = refOfManifest(item);
      if (!isByTheWay(item) && !isGoing(objectKey(ref))) found.push(describeObject(ref));
    }
  }
  return ok(found);
}
