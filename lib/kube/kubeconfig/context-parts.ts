import { type Json, type JsonObject } from '../../model/json';
import { nearestName } from '../../model/nearest-name';
import { type Answer, failed, ok } from '../answer';
import { type Kubeconfig, type KubeconfigEntry } from './kubeconfig';

/** The cluster and the user of a context. */
export interface ContextParts {
  readonly context: string;
  readonly cluster: KubeconfigEntry;
  readonly user: KubeconfigEntry;
}

/** What a context is made of. */
export function contextParts(kubeconfig: Kubeconfig, context: string): Answer<ContextParts> {
  const { contexts, clusters, users, files } = kubeconfig;
  const found = contexts.get(context);
  if (found === undefined) {
    const near = nearestName(context, [...contexts.keys()]);
    return failed({
      kind: 'credential',
      code: 'unknown-context',
      message: `The kubeconfig ${files.join(', ')} has no context ${JSON.stringify(context)}.`,
      remedy:
        near === undefined
          ? `${listed([...contexts.keys()])} Name one by --context, or in the federation: \`context\` of the KubeFedCluster (annotation fed8s.dev/context).`
          : `Did you mean ${JSON.stringify(near)}? Name it by --context, or as \`context\` of the KubeFedCluster.`,
    });
  }
  const cluster = partOf(found, { what: 'cluster', context, among: clusters });
  if (cluster.outcome === 'failed') return cluster;
  const user = partOf(found, { what: 'user', context, among: users });
  return user.outcome === 'failed' ? user : ok({ context, cluster: cluster.value, user: user.value });
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'It has none at all.';
  const shown = names.slice(0, 10).join(', ');
  return `It has ${shown}${names.length > 10 ? `, and ${names.length - 10} more` : ''}.`;
}

function partOf(
  entry: KubeconfigEntry,
  {
    what,
    context,
    among,
  }: {
    readonly what: 'cluster' | 'user';
    readonly context: string;
    readonly among: ReadonlyMap<string, KubeconfigEntry>;
  },
): Answer<KubeconfigEntry> {
  const name = textOf(entry.value, what);
  if (name === undefined) {
    return invalid(entry, `the context ${JSON.stringify(context)} names no ${what}`, `Give the context a ${what}.`);
  }
  const part = among.get(name);
  if (part !== undefined) return ok(part);
  return invalid(
    entry,
    `the context ${JSON.stringify(context)} names the ${what} ${JSON.stringify(name)}, which is not there`,
    `Add the ${what} to ${what}s, or name another.`,
  );
}

/** A text of an entry; undefined where there is none, or an empty one. */
export function textOf(value: JsonObject, key: string): string | undefined {
  const text: Json | undefined = value[key];
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** Something in a kubeconfig that cannot be. */
export function invalid(entry: Pick<KubeconfigEntry, 'file'>, what: string, remedy: string): Answer<never> {
  const message = `In the kubeconfig ${entry.file}, ${what}.`;
  return failed({ kind: 'credential', code: 'invalid-kubeconfig', message, remedy });
}
