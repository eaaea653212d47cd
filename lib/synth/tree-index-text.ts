import { type FederatedObject } from '../model/federated-object';
import { type ObjectRef } from '../model/object-ref';
import { type ObjectDecisions } from '../resolve/decisions';
import { type PropagationRow } from '../resolve/propagation-row';
import { type PropagationStatus, type Resolution } from '../resolve/resolution';
import { ClusterSetWriter } from './cluster-sets';
import { type HashedFile } from './hashed-files';
import { type Tree } from './tree';
import { INDEX_API_VERSION } from './tree-index';

/**
 * The text of the index: JSON with one entry a line, so that a change of one thing is a change of one line, and every set of
 * clusters that repeats written once, so that it grows with objects plus clusters where clusters fare alike.
 *
 * @param contents what the files hold.
 */
export function treeIndexText(resolution: Resolution, tree: Tree, contents: readonly HashedFile[]): string {
  const names = resolution.clusters.map(({ name }) => name);
  const sets = new ClusterSetWriter(names);
  const statuses = new Map(resolution.status.map((status) => [refKey(status.object), status]));
  const objects = resolution.objects.map((object, position) =>
    objectEntry(object, {
      file: tree.objectFiles[position]?.path ?? '',
      decisions: resolution.decisions.byObject[position],
      status: object.form === 'federated' ? statuses.get(refKey(object.ref)) : undefined,
      sets,
    }),
  );
  const files = contents.map(({ path, sha256, clusters }) =>
    JSON.stringify({ path, sha256, clusters: sets.refTo(clusters.map((cluster) => names[cluster] as string)) }),
  );
  const contexts = resolution.clusters.flatMap(({ name, context }) =>
    context === undefined ? [] : [`${JSON.stringify(name)}: ${JSON.stringify(context)}`],
  );
  const keyed = sets.keyed().map(([key, set]) => `${JSON.stringify(key)}: ${JSON.stringify(set)}`);
  return `{
"apiVersion": ${JSON.stringify(INDEX_API_VERSION)},
"kind": "Tree",
"semantics": ${JSON.stringify(resolution.semantics)},
"layout": ${JSON.stringify({ filePer: tree.layout.filePer, extension: tree.layout.extension })},
"clusters": [${lines(names.map((name) => JSON.stringify(name)))}],${contexts.length === 0 ? '' : `\n"contexts": {${lines(contexts)}},`}
"clusterSets": {${lines(keyed)}},
"objects": [${lines(objects)}],
"files": [${lines(files)}]
}
`;
}

function lines(entries: readonly string[]): string {
  return entries.length === 0 ? '' : `\n${entries.join(',\n')}\n`;
}

function objectEntry(
  object: FederatedObject,
  known: {
    readonly file: string;
    readonly decisions: ObjectDecisions | undefined;
    readonly status: PropagationStatus | undefined;
    readonly sets: ClusterSetWriter;
  },
): string {
  const { ref, form, target, namespace, chart, origin } = object;
  const { file, decisions, status, sets } = known;
  const head = JSON.stringify({
    ref: { apiVersion: ref.apiVersion, kind: ref.kind, namespace: ref.namespace, name: ref.name },
    form,
    target: {
      group: target.group,
      version: target.version,
      kind: target.kind,
      pluralName: target.pluralName,
      scope: target.scope,
    },
    namespace,
    chart,
    file,
    origin: origin === undefined ? undefined : portable(origin),
    propagation:
      status === undefined || status.condition.status === 'True' ? undefined : propagationEntry(status, sets),
  });
  const groups = [...(decisions?.groups() ?? [])].map(({ placed, reason, detail, clusters }) =>
    JSON.stringify({ placed, reason, detail, clusters: sets.refTo(clusters) }),
  );
  return `${head.slice(0, -1)},"decisions":[${lines(groups)}]}`;
}

function propagationEntry({ condition, clusters }: PropagationStatus, sets: ClusterSetWriter): unknown {
  const byRow = new Map<PropagationRow, string[]>();
  for (const { name, status } of clusters) {
    if (status === undefined) continue;
    const names = byRow.get(status);
    if (names === undefined) byRow.set(status, [name]);
    else names.push(name);
  }
  return {
    reason: condition.reason,
    rows: [...byRow].map(([status, names]) => ({ status, clusters: sets.refTo(names) })),
  };
}

/** An absolute path would differ from machine to machine; the name of the file and the line are what a person looks for. */
function portable(origin: string): string {
  return /^([A-Za-z]:)?[/\\]/.test(origin)
    ? origin.slice(Math.max(origin.lastIndexOf('/'), origin.lastIndexOf('\\')) + 1)
    : origin;
}

function refKey({ apiVersion, kind, namespace, name }: ObjectRef): string {
  return `${apiVersion} ${kind} ${namespace ?? ''} ${name}`;
}
