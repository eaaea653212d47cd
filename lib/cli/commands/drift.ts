import { Option } from 'commander';
import { type IgnoreRule } from '../../fleet/assess/ignore-rule';
import { type DesiredCluster } from '../../fleet/desired-cluster';
import { type ClusterDrift, type DriftOptions, drift } from '../../fleet/drift/drift';
import { type DriftChange } from '../../fleet/drift/drift-change';
import { inventoryOfOwner } from '../../fleet/drift/inventory-of-owner';
import { watchDrift } from '../../fleet/drift/watch-drift';
import { FederationError } from '../../model/federation-error';
import { didYouMean } from '../../model/nearest-name';
import { type ObjectRef, objectKey } from '../../model/object-ref';
import { refOfManifest } from '../../model/ref-of-manifest';
import { type RunContext, defineCommand, examples } from '../command';
import { driftExit } from '../live/drift-exit';
import { ignoreManagerOption, ignoreOption } from '../live/ignore-rule';
import { knownInventoryId } from '../live/inventory-id';
import { type LiveFlags, gathered, liveOptions } from '../live/live-options';
import { type OpenedFleet, onFleet } from '../live/on-fleet';
import { ownerOf, ownerOption } from '../live/owner-of';
import { readDesired } from '../live/read-desired';
import { REPORT_API_VERSION } from '../report';
import { changeText, driftText } from '../text/drift-text';
import { paintFor } from '../text/paint';

interface DriftFlags extends LiveFlags {
  readonly owner?: string;
  readonly ignore?: readonly IgnoreRule[];
  readonly ignoreManager?: readonly IgnoreRule[];
  readonly repair?: boolean;
  readonly object?: readonly string[];
  readonly watch?: boolean;
}

/** `fed8s drift`: what lives on the clusters otherwise than it is declared, and who changed it. */
export const command = defineCommand<DriftFlags>({
  name: 'drift',
  kind: 'Drift',
  declare: (command_) =>
    liveOptions(command_)
      .summary('say what lives otherwise than it is declared, and who changed it')
      .description(
        'Compares what is declared with what lives on the clusters: fields that differ, with who changed them and when, objects ' +
          'that are missing, and those that were applied and are declared no more. What a server fills in, and what others add, ' +
          'is no drift. Exit code 2: something differs; 3: a cluster, or a kind on it, could not be asked.',
      )
      .addOption(ownerOption())
      .addOption(ignoreOption())
      .addOption(ignoreManagerOption())
      .addOption(new Option('--repair', 'puts back what differs; what others claim, or is declared no more, stays'))
      .addOption(
        new Option(
          '--object <kind/namespace/name>',
          'with --repair: only this object, repeatable (of a kind without namespaces: kind//name)',
        ).argParser(gathered),
      )
      .addOption(new Option('--watch', 'tells of changes as they come, until it is ended (Ctrl-C)'))
      .addHelpText(
        'after',
        examples([
          ['what has changed on the clusters of the app of cdk8s.yaml', 'fed8s drift --owner shop'],
          ['the same of a folder that was written, for CI', 'fed8s drift dist --owner shop --format json'],
          ['put one object back', 'fed8s drift --owner shop --repair --object Deployment.apps/shop/web'],
          ['replicas are left to autoscalers', 'fed8s drift --owner shop --ignore Deployment:spec.replicas --watch'],
        ]),
      ),
  run: async ({ io, format, progress, options, args: [source] }) => {
    refuseWrongCall(options);
    const { lock, concurrency } = options;
    const owner = ownerOf(options, io.env);
    const { fieldManager } = owner;
    const read = await readDesired(source, options, { io, format, progress });
    refuseUnknownObjects(options.object ?? [], read.desired);
    const id = knownInventoryId({ owner: owner.name, lock, env: io.env });
    const namespace = read.kubefedNamespace;
    const given: Omit<DriftOptions, 'members'> = {
      desired: read.desired,
      fieldManager,
      ignore: [...(options.ignore ?? []), ...(options.ignoreManager ?? [])],
      ...(id !== undefined && { inventory: inventoryOfOwner({ owner, id, namespace }) }),
      ...(concurrency !== undefined && { concurrency }),
      ...(options.repair === true && { repair: repairOf(options.object) }),
    };
    const whenInterrupted = options.repair === true ? 'finish' : 'abort';
    const live = { flags: options, whenInterrupted } as const;
    const { problems } = read;
    if (options.watch === true) {
      const exit = await onFleet(read, live, (opened) => follow(given, opened, { io, format }));
      return { kind: 'Drift', problems, data: { owner: owner.name }, exit };
    }
    const clusters = await onFleet(read, live, (opened) => gather(given, opened));
    return {
      kind: 'Drift',
      problems,
      data: { owner: owner.name, clusters },
      text: (paint) => driftText(clusters, paint, given),
      exit: driftExit(clusters),
    };
  },
});

async function gather(
  given: Omit<DriftOptions, 'members'>,
  { members, signal }: OpenedFleet,
): Promise<readonly ClusterDrift[]> {
  const order = new Map(members.map(({ name }, index) => [name, index]));
  const clusters: ClusterDrift[] = [];
  for await (const cluster of drift({ ...given, members, signal })) clusters.push(cluster);
  return clusters.sort((a, b) => (order.get(a.cluster) ?? 0) - (order.get(b.cluster) ?? 0));
}

/** Tells each change as it comes. The exit code says how it stands at the end. */
async function follow(
  given: Omit<DriftOptions, 'members'>,
  { members, signal }: OpenedFleet,
  { io, format }: Pick<RunContext, 'io' | 'format'>,
): Promise<0 | 2 | 3> {
  const paint = paintFor(io.stdout, io.env);
  const lost = new Set<string>();
  const differing = new Set<string>();
  for await (const change of watchDrift({ ...given, members, signal })) {
    note(change, lost, differing);
    io.stdout.write(
      format === 'json'
        ? `${JSON.stringify({ apiVersion: REPORT_API_VERSION, kind: 'DriftChange', ...change })}\n`
        : changeText(change, paint, given),
    );
  }
  return lost.size > 0 ? 3 : differing.size > 0 ? 2 : 0;
}

function note(change: DriftChange, lost: Set<string>, differing: Set<string>): void {
  const { cluster } = change;
  switch (change.change) {
    case 'object':
      differing.add(`${cluster} ${objectKey(change.drift.object)}`);
      break;
    case 'settled':
      differing.delete(`${cluster} ${objectKey(change.object)}`);
      break;
    case 'lost':
      lost.add(`${cluster} ${JSON.stringify(change.kind)}`);
      break;
    case 'found':
      lost.delete(`${cluster} ${JSON.stringify(change.kind)}`);
  }
}

/** Whether an object is to be put back: all are, or those that are named, with or without the group of their kind. */
function repairOf(names: readonly string[] | undefined): (object: ObjectRef) => boolean {
  if (names === undefined) return () => true;
  const wanted = new Set(names);
  return (object) => namesOf(object).some((name) => wanted.has(name));
}

function namesOf(object: ObjectRef): readonly string[] {
  const { kind, namespace = '', name } = object;
  return [`${kind}/${namespace}/${name}`, objectKey(object)];
}

/** What is to be put back and is declared nowhere is a mistake in writing: nothing would be put back, and no word said of it. */
function refuseUnknownObjects(asked: readonly string[], desired: readonly DesiredCluster[]): void {
  if (asked.length === 0) return;
  const refs = desired.flatMap(({ manifests }) => manifests.map(refOfManifest));
  const known = new Set(refs.flatMap(namesOf));
  for (const name of asked) {
    if (known.has(name)) continue;
    const short = refs.map((ref) => namesOf(ref)[0] as string);
    throw new FederationError({
      code: 'unknown-object',
      severity: 'error',
      message: `--object names ${JSON.stringify(name)}, which is declared on no cluster.`,
      remedy: `Write KIND/NAMESPACE/NAME, such as Deployment/shop/web, or KIND//NAME.${didYouMean(name, [...new Set(short)])}`,
    });
  }
}

function refuseWrongCall({ repair, object, watch }: DriftFlags): void {
  const wrong =
    repair === true && watch === true
      ? 'A watch puts nothing back.'
      : object !== undefined && repair !== true
        ? '--object says what is put back, and nothing is to be.'
        : undefined;
  if (wrong === undefined) return;
  const remedy =
    object !== undefined && repair !== true ? 'Add --repair, or leave --object out.' : 'Leave out --watch or --repair.';
  throw new FederationError({ code: 'invalid-call', severity: 'error', message: wrong, remedy });
}
