import { type FederatedObject } from '../model/federated-object';
import { own } from '../model/frozen-json';
import { type JsonObject, isJsonObject } from '../model/json';
import { type ProblemLog } from './problem-log';
import { isStringMap } from './template';

/** Tells of what overrides have made of a manifest and KubeFed would take, or lose, without a word. */
export function reportOverridden(
  object: FederatedObject,
  { before, after, cluster }: { readonly before: JsonObject; readonly after: JsonObject; readonly cluster: string },
  log: ProblemLog,
): void {
  const metadata = own(after, 'metadata');
  const earlier = own(before, 'metadata');
  for (const [path, was, is] of [
    ['/kind', own(before, 'kind'), own(after, 'kind')],
    ['/metadata/name', fieldOf(earlier, 'name'), fieldOf(metadata, 'name')],
    ['/metadata/namespace', fieldOf(earlier, 'namespace'), fieldOf(metadata, 'namespace')],
  ] as const) {
    if (was === is) continue;
    log.strict(object, {
      code: 'override-changes-identity',
      message: `The overrides make it another object: ${path.slice(1).replace('/', '.')} becomes ${is === undefined ? 'nothing' : JSON.stringify(is)}.`,
      remedy: 'Leave kind, name and namespace as they are; declare another object where another is meant.',
      cluster,
      path,
    });
  }
  for (const field of ['labels', 'annotations'] as const) {
    const value = fieldOf(metadata, field);
    if (value === undefined || value === null || value === fieldOf(earlier, field) || isStringMap(value)) continue;
    log.strict(object, {
      code: 'invalid-override',
      message: `The overrides leave metadata.${field} with a value that is no string${field === 'labels' ? ', and for that KubeFed loses all labels' : ''}.`,
      remedy: 'Quote the value.',
      cluster,
      path: `/metadata/${field}`,
    });
  }
  if (own(after, 'status') !== undefined && own(before, 'status') === undefined) {
    log.strict(object, {
      code: 'invalid-override',
      message: 'The overrides add a status, which only a cluster can know.',
      remedy: 'Remove the override of /status.',
      cluster,
      path: '/status',
    });
  }
}

function fieldOf(metadata: unknown, field: string) {
  return isJsonObject(metadata) ? own(metadata, field) : undefined;
}
