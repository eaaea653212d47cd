import { type JsonObject } from '../../model/json';
import { type Answer, failed, ok } from '../answer';
import { type ServedKind } from '../cluster-api';
import { AGGREGATED, readAggregated } from './aggregated-discovery';
import { readGroupList, readResourceList } from './legacy-discovery';
import { type DiscoveredKinds, discoveredKinds } from './served-kinds';

/** Gets a document of discovery. */
export type GetDocument = (path: string, accept?: string) => Promise<Answer<JsonObject>>;

/** Asks a server for all that it serves: in two requests, or where it is older than 1.26 in one for each group version. */
export async function discover(get: GetDocument): Promise<Answer<DiscoveredKinds>> {
  const [core, groups] = await Promise.all([get('/api', AGGREGATED), get('/apis', AGGREGATED)]);
  if (core.outcome === 'failed') return core;
  if (groups.outcome === 'failed') return groups;
  const ofCore = readAggregated(core.value);
  const ofGroups = readAggregated(groups.value);
  if (ofCore !== undefined && ofGroups !== undefined) {
    const broken = new Map([...ofCore.broken, ...ofGroups.broken]);
    return ok(discoveredKinds([...ofCore.kinds, ...ofGroups.kinds], broken));
  }
  return await discoverOneByOne(get);
}

async function discoverOneByOne(get: GetDocument): Promise<Answer<DiscoveredKinds>> {
  const list = await get('/apis');
  if (list.outcome === 'failed') return list;
  const groupVersions = readGroupList(list.value);
  if (groupVersions === undefined) return noDiscovery('/apis');
  const kinds: ServedKind[] = [];
  const broken = new Map<string, string>();
  const answers = await Promise.all(
    ['v1', ...groupVersions].map(async (groupVersion) => {
      const path = groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`;
      return { groupVersion, answer: await get(path) };
    }),
  );
  for (const { groupVersion, answer } of answers) {
    const found = answer.outcome === 'ok' ? readResourceList(answer.value) : undefined;
    if (found !== undefined) kinds.push(...found.map((kind) => ({ ...kind, apiVersion: groupVersion })));
    else if (answer.outcome === 'failed' && groupVersion === 'v1') return answer;
    // A group version that is gone by now is not broken.
    else if (answer.outcome === 'ok') broken.set(groupVersion, 'its answer is no APIResourceList.');
    else if (answer.failure.status !== 404) broken.set(groupVersion, answer.failure.message);
  }
  return ok(discoveredKinds(kinds, broken));
}

function noDiscovery(path: string): Answer<never> {
  return failed({ kind: 'malformed', message: `The answer to ${path} is not from a Kubernetes API server.` });
}
