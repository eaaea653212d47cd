import { type Answer, failed, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { metadataOf } from '../metadata-of';
import { isByTheWay, kindsInNamespaces } from '../namespace-kinds';

/** So many objects of a kind are looked at: one that counts is enough. */
const PAGE = 50;

const EVENTS: ReadonlySet<string> = new Set(['Event']);

/**
 * What a namespace holds besides what every namespace has: the ServiceAccount `default`, `kube-root-ca.crt`, Events, and objects
 * that go with their owner. It fails where any kind cannot be asked, since then nobody knows.
 *
 * @returns `Kind/name`, one of each kind; nothing: it is empty.
 */
export async function namespaceContents(api: ClusterApi, namespace: string): Promise<Answer<readonly string[]>> {
  const served = await api.kinds();
  if (served.outcome === 'failed') return served;
  const [broken] = served.value.broken;
  if (broken !== undefined) {
    return failed({ kind: 'server-error', message: `The API ${broken[0]} of the cluster cannot be asked.` });
  }
  const found = await Promise.all(
    kindsInNamespaces(served.value.kinds, EVENTS).map(async (kind): Promise<Answer<readonly string[]>> => {
      for await (const page of api.pages(kind, { namespace, metadataOnly: true, limit: PAGE })) {
        if (page.outcome === 'failed') return page;
        const counted = page.value.items.find((object) => !isByTheWay(object));
        if (counted !== undefined) return ok([`${kind.kind}/${metadataOf(counted).name}`]);
      }
      return ok([]);
    }),
  );
  const wrong = found.find((answer) => answer.outcome === 'failed');
  if (wrong !== undefined) return wrong;
  return ok(found.flatMap((answer) => (answer.outcome === 'ok' ? answer.value : [])).sort());
}
