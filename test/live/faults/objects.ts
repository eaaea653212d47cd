import { type ClusterApi } from '../../../lib/kube/cluster-api';
import { type JsonObject } from '../../../lib/model/json';

/** What the tests declare, and what they find: objects as short as they can be. */

export function namespace(name: string): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

export function configMap(namespaceName: string, name: string, value = '1'): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: namespaceName, name }, data: { value } };
}

/** So many ConfigMaps: `c0`, `c1`, ... */
export function configMaps(namespaceName: string, count: number, value = '1'): readonly JsonObject[] {
  return Array.from({ length: count }, (_, index) => configMap(namespaceName, `c${index}`, value));
}

export function deployment(namespaceName: string, name: string): JsonObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: namespaceName, name },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    },
  };
}

/** The values of the ConfigMaps that live in a namespace, by name. */
export async function livingValues(
  api: ClusterApi,
  namespaceName: string,
): Promise<Readonly<Record<string, string | undefined>>> {
  const listed = await api.list({ apiVersion: 'v1', kind: 'ConfigMap' }, { namespace: namespaceName });
  if (listed.outcome === 'failed') throw new Error(listed.failure.message);
  const values = listed.value.items.map((item): [string, string | undefined] => {
    const { metadata, data } = item as { metadata: { name: string }; data?: { value?: string } };
    return [metadata.name, data?.value];
  });
  return Object.fromEntries(values.filter(([name]) => name !== 'kube-root-ca.crt').sort());
}

/** What {@link configMaps} are to be found as. */
export function values(count: number, value = '1'): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, value]));
}
