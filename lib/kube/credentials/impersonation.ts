import { type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { type RequestHeaders } from '../http/request-headers';
import { textOf } from '../kubeconfig/context-parts';

/** The headers of a user who acts as another one (`as`, `as-uid`, `as-groups`, `as-user-extra`). */
// k8s.io/client-go, transport/round_trippers.go: impersonatingRoundTripper
export function impersonationHeaders(user: JsonObject): RequestHeaders {
  const name = textOf(user, 'as');
  if (name === undefined) return {};
  const uid = textOf(user, 'as-uid');
  const groups = textsOf(user['as-groups']);
  const extra = isJsonObject(user['as-user-extra']) ? user['as-user-extra'] : {};
  return {
    'Impersonate-User': name,
    ...(uid !== undefined && { 'Impersonate-Uid': uid }),
    ...(groups.length > 0 && { 'Impersonate-Group': groups }),
    ...Object.fromEntries(
      Object.entries(extra).map(([key, values]) => [`Impersonate-Extra-${encodeURIComponent(key)}`, textsOf(values)]),
    ),
  };
}

function textsOf(value: unknown): string[] {
  return isJsonList(value as never) ? (value as unknown[]).filter((one): one is string => typeof one === 'string') : [];
}
