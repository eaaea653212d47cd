import { type FederatedObject, memberRef } from '../../../model/federated-object';
import { type Federation } from '../../../model/federation';
import { type LockedDecisions } from '../../../model/locked-decisions';
import { objectKey } from '../../../model/object-ref';
import { type PlacementPolicy } from '../../../model/placement-policy';
import { type ProblemLog } from '../../problem-log';
import { type ClusterIndex } from '../cluster-index';
import { type PlacedObject } from '../place-object';
import { type ChoiceContext } from './choice-context';
import { type Choice, chooseClusters } from './choose-clusters';
import { reportPolicy } from './policy-problems';
import { type Topology, topologyOf } from './select/topology';
import { nameHash, tieBreakers } from './tie-break';

/** Has the policies of objects choose, over one fleet: what is the same for all of them is worked out once. */
export class PolicyChooser {
  private readonly topologies = new Map<string, Topology>();
  private groups: ReadonlyMap<string, readonly string[]> | undefined;
  private hashes: Uint32Array | undefined;

  public constructor(
    private readonly context: {
      readonly federation: Pick<Federation, 'clusters' | 'unreadable'>;
      readonly index: ClusterIndex;
      readonly objects: readonly FederatedObject[];
      readonly locked: LockedDecisions;
      readonly log: ProblemLog;
    },
  ) {}

  /**
   * @param selected what KubeFed's rules give.
   * @param whereIs says where another object is.
   */
  public choose(
    object: FederatedObject,
    policy: PlacementPolicy,
    { selected, whereIs }: { readonly selected: PlacedObject } & Pick<ChoiceContext, 'whereIs'>,
  ): Choice {
    const { federation, index, locked, log } = this.context;
    const { clusters } = federation;
    const key = policy.group ?? objectKey(object.ref);
    const decided = this.membersOf(object).flatMap((one) => [...(locked.get(one)?.keys() ?? [])]);
    // Where nothing was decided on it yet, it stays where it was all the same.
    const before = index.named(
      decided.length > 0 ? decided : [...(locked.get(objectKey(memberRef(object)))?.keys() ?? [])],
    );
    const topology = (by: string): Topology => this.topology(by);
    const ties = (): Uint32Array => tieBreakers(key, (this.hashes ??= Uint32Array.from(index.names, nameHash)));
    const choice = chooseClusters(selected, { key, policy, clusters, before, whereIs, topology }, ties);
    const { unreadable } = federation;
    reportPolicy(object, policy, choice, { index, log, unreadable: unreadable.clusters, selected });
    return choice;
  }

  /** The keys of the objects that choose alike. */
  private membersOf({ ref, policy }: FederatedObject): readonly string[] {
    const { group } = policy ?? {};
    if (group === undefined) return [objectKey(ref)];
    this.groups ??= groupsOf(this.context.objects);
    return this.groups.get(group) ?? [];
  }

  private topology(by: string): Topology {
    const topology = this.topologies.get(by) ?? topologyOf(this.context.federation.clusters, by);
    this.topologies.set(by, topology);
    return topology;
  }
}

/** The keys of objects, by the construct around them that says where they go. */
function groupsOf(objects: readonly FederatedObject[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { ref, policy } of objects) {
    if (policy?.group === undefined) continue;
    const known = groups.get(policy.group);
    if (known === undefined) groups.set(policy.group, [objectKey(ref)]);
    else known.push(objectKey(ref));
  }
  return groups;
}
