import { type FederatedObject } from '../../model/federated-object';
import { isNamespaceTarget } from '../../model/federated-type';
import { type Federation } from '../../model/federation';
import { FederationError, isFederationError } from '../../model/federation-error';
import { type Semantics } from '../../model/finding';
import { type LockedDecisions } from '../../model/locked-decisions';
import { describeObject, objectKey } from '../../model/object-ref';
import { type Placement } from '../../model/placement';
import { type PlacementPolicy } from '../../model/placement-policy';
import { type Reason } from '../decisions';
import { findObject } from '../find-object';
import { type ProblemLog } from '../problem-log';
import { type Division } from '../replicas/divide-replicas';
import { ReplicaDivider, withoutEmpty } from '../replicas/replica-divider';
import { AffinityOrder } from './affinity-order';
import { type ClusterIndex } from './cluster-index';
import { type PlacedObject, placeObject } from './place-object';
import { type PlacedElsewhere } from './policy/choice-context';
import { type Choice } from './policy/choose-clusters';
import { PolicyChooser } from './policy/policy-chooser';
import { type Selection, selectByPlacement } from './selection';

/** What a Placer works with. */
export interface PlacerContext {
  readonly federation: Pick<Federation, 'clusters' | 'scope' | 'unreadable'>;
  readonly semantics: Semantics;
  readonly index: ClusterIndex;
  readonly objects: readonly FederatedObject[];
  /** The FederatedNamespaces, by the namespace that they gate. */
  readonly namespaces: ReadonlyMap<string, FederatedObject>;
  readonly locked: LockedDecisions;
  readonly log: ProblemLog;
}

/** What has become of one object. */
interface Outcome {
  readonly placed: PlacedObject;
  /** How its policy has chosen, if it has one. */
  readonly choice?: Choice;
  /** How its replicas were divided, if they were. */
  readonly division?: Division;
}

/**
 * Says where objects go: by KubeFed's rules, then by their policies. Where an object depends on the place of another, that one
 * is placed first; each is placed once.
 */
export class Placer {
  private readonly selections = new Map<string, Selection>();
  private readonly outcomes = new Map<FederatedObject, Outcome>();
  private readonly placing = new Set<FederatedObject>();
  private readonly order: AffinityOrder;
  private readonly chooser: PolicyChooser;
  private readonly divider: ReplicaDivider;

  public constructor(private readonly context: PlacerContext) {
    this.order = new AffinityOrder(context.objects);
    this.chooser = new PolicyChooser(context);
    this.divider = new ReplicaDivider(context);
  }

  /** Where an object goes, and why. @throws FederationError where a placement is not valid, its own or that of its namespace. */
  public place(object: FederatedObject): PlacedObject {
    this.placeBefore(object);
    return this.placeOnce(object);
  }

  /** Places what an object depends on. */
  private placeBefore(object: FederatedObject): void {
    if (object.policy === undefined || this.outcomes.has(object)) return;
    for (const other of this.order.before(object)) this.tryToPlace(other);
  }

  private placeOnce(object: FederatedObject): PlacedObject {
    const known = this.outcomes.get(object);
    if (known !== undefined) return known.placed;
    this.placing.add(object);
    try {
      const outcome = this.placeAnew(object);
      this.outcomes.set(object, outcome);
      return outcome.placed;
    } finally {
      this.placing.delete(object);
    }
  }

  /** The objects; those whose replicas are divided carry them as overrides. */
  public withReplicas(): readonly FederatedObject[] {
    const { objects } = this.context;
    if (objects.every(({ replicas }) => replicas === undefined)) return objects;
    return objects.map((object) => {
      if (object.replicas === undefined) return object;
      this.placeBefore(object);
      this.tryToPlace(object);
      const outcome = this.outcomes.get(object);
      if (outcome?.division === undefined) return object;
      const divided: FederatedObject = { ...object, overrides: [...object.overrides, outcome.division.layer] };
      this.outcomes.set(divided, outcome);
      return divided;
    });
  }

  /** What fed8s has chosen of every object that has been placed. */
  public choices(): LockedDecisions {
    const { objects } = this.context;
    const made = objects.flatMap((object) => {
      const { choice, division } = this.outcomes.get(object) ?? {};
      const numbers = division?.numbers;
      if (choice === undefined && numbers === undefined) return [];
      // Without a policy, clusters that get none of the replicas were not chosen.
      const divided = [...(numbers ?? [])].filter(
        ([, all]) => choice !== undefined || all.some((number) => number > 0),
      );
      const chosen = this.namesOf(choice).map((name) => [name, [] as readonly number[]] as const);
      return [[objectKey(object.ref), new Map(numbers === undefined ? chosen : divided)] as const];
    });
    return new Map(made);
  }

  /** How its policy has chosen, of an object that has been placed by one. */
  public choice(object: FederatedObject): Choice | undefined {
    return this.outcomes.get(object)?.choice;
  }

  /** How its replicas were divided, where they were. */
  public division(object: FederatedObject): Division | undefined {
    return this.outcomes.get(object)?.division;
  }

  /** What a placement selects by KubeFed's rules alone. Placements repeat over objects, so each is worked out once. */
  public select(placement: Placement | null | undefined): Selection {
    const key = JSON.stringify(placement ?? null);
    let selection = this.selections.get(key);
    if (selection === undefined) {
      selection = selectByPlacement(this.context.index, placement);
      this.selections.set(key, selection);
    }
    return selection;
  }

  private placeAnew(object: FederatedObject): Outcome {
    const byKubeFed = this.placeByKubeFed(object);
    const { policy, replicas } = object;
    if (policy === undefined && replicas === undefined) return { placed: byKubeFed };
    const selected = this.withoutUnready(byKubeFed);
    if (object.scheduledBy !== undefined) {
      this.context.log.warn(object, {
        code: 'scheduling-replaces',
        message: `A ReplicaSchedulingPreference places it, so what it asks for beyond KubeFed does not count.`,
        remedy: "Remove the preference and divide the replicas by `replicas`, or keep to KubeFed's placement.",
        path: '/spec/placement',
      });
      return { placed: selected };
    }
    const choice = policy && this.choose(object, policy, selected);
    const placed = choice ?? selected;
    const division = this.divider.divide(object, placed, () => choice?.order() ?? []);
    return {
      placed: division === undefined ? placed : withoutEmpty(placed, division, this.context.index),
      ...(choice !== undefined && { choice }),
      ...(division !== undefined && { division }),
    };
  }

  /** Where a cluster that is not ready gets nothing, none is chosen. */
  private withoutUnready(placed: PlacedObject): PlacedObject {
    const { federation, semantics } = this.context;
    if (semantics === 'strict' || federation.clusters.every(({ ready }) => ready)) return placed;
    const isReady = (cluster: number): boolean => federation.clusters[cluster]?.ready === true;
    const unready: Reason = { placed: false, reason: 'cluster-not-ready', detail: 'the cluster is not ready' };
    return {
      members: placed.members.map((member, cluster) => (isReady(cluster) ? member : 0)),
      reasonAt: (cluster) => (placed.members[cluster] === 1 && !isReady(cluster) ? unready : placed.reasonAt(cluster)),
    };
  }

  private choose(object: FederatedObject, policy: PlacementPolicy, selected: PlacedObject): Choice {
    const whereIs = (name: string): PlacedElsewhere => this.whereNamed(name, object);
    return this.chooser.choose(object, policy, { selected, whereIs });
  }

  private namesOf(placed: PlacedObject | undefined): readonly string[] {
    return this.context.index.names.filter((_, position) => placed?.members[position] === 1);
  }

  /** What is wrong with its placement is told where it is resolved. */
  private tryToPlace(object: FederatedObject): void {
    try {
      this.placeOnce(object);
    } catch (error) {
      if (!isFederationError(error)) throw error;
    }
  }

  private placeByKubeFed(object: FederatedObject): PlacedObject {
    const { federation, index, namespaces } = this.context;
    const namespaced = object.target.scope === 'Namespaced' && !isNamespaceTarget(object.target);
    const gate = object.namespace === undefined ? undefined : namespaces.get(object.namespace);
    const isChosen = namespaced && gate?.policy !== undefined;
    return placeObject(
      index,
      {
        placement: object.placement,
        // Nothing gates a plain object where no FederatedNamespace is declared.
        namespaced: namespaced && (object.form === 'federated' || gate !== undefined),
        scope: federation.scope,
        federatedNamespace: gate && {
          placement: gate.placement,
          chosen: isChosen ? this.whereAbout(gate, object).members : undefined,
        },
      },
      (placement) => this.select(placement),
    );
  }

  /** Where the object is that a policy names; nowhere, and told, where there is none. */
  private whereNamed(name: string, object: FederatedObject): PlacedElsewhere {
    try {
      // Where there is none, it is looked for again, for what there is to say of it.
      return this.whereAbout(this.order.named(name) ?? findObject(this.context.objects, name), object);
    } catch (error) {
      if (!isFederationError(error)) throw error;
      for (const { code, message, remedy } of error.problems) {
        this.context.log.strict(object, { code, message, remedy, path: '/spec/placement' });
      }
      return { name, members: new Uint8Array(this.context.index.names.length) };
    }
  }

  private whereAbout(other: FederatedObject, object: FederatedObject): PlacedElsewhere {
    if (this.placing.has(other)) {
      throw new FederationError({
        code: 'placement-cycle',
        severity: 'error',
        message: `Where it goes depends on ${describeObject(other.ref)}, and that on it.`,
        remedy: 'Remove one of the affinities.',
        object: object.ref,
      });
    }
    return { name: describeObject(other.ref), members: this.placeOnce(other).members };
  }
}
