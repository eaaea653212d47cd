import { type FederatedObject } from '../model/federated-object';
import { isNamespaceTarget } from '../model/federated-type';
import { type Federation } from '../model/federation';
import { isFederationError } from '../model/federation-error';
import { type Semantics } from '../model/finding';
import { type JsonObject } from '../model/json';
import { type Reason, type ReasonCode, ObjectDecisions } from './decisions';
import { ManifestMaker } from './manifest-maker';
import { reportLabels } from './metadata-problems';
import { type ClusterIndex } from './placement/cluster-index';
import { type PlacedObject } from './placement/place-object';
import { type Placer } from './placement/placer';
import { reportPlacement } from './placement/placement-problems';
import { type ProblemLog } from './problem-log';
import { type PropagationRow } from './propagation-row';
import { type PropagationStatus } from './resolution';
import { reportTemplate, warnOfDropped } from './template-problems';
import { unwatched } from './watched';

/** What is the same for every object of a federation. */
export interface ResolveContext {
  readonly federation: Federation;
  readonly index: ClusterIndex;
  readonly semantics: Semantics;
  readonly log: ProblemLog;
  readonly placer: Placer;
  /** The FederatedNamespaces, by the namespace that they gate. */
  readonly namespaces: ReadonlyMap<string, FederatedObject>;
  /** Those with a FederatedNamespace that an API server would refuse: what is in them is not to blame. */
  readonly refusedNamespaces: ReadonlySet<string>;
}

/** What became of one object. */
export interface ObjectOutcome {
  readonly decisions: ObjectDecisions;
  /** Undefined for objects on which KubeFed reports nothing. */
  readonly status: PropagationStatus | undefined;
  /** Makes its manifests; undefined where it goes nowhere. */
  readonly maker: ManifestMaker | undefined;
}

const ROW_REASONS: Readonly<Record<PropagationRow, ReasonCode>> = {
  ClusterNotReady: 'cluster-not-ready',
  ComputeResourceFailed: 'template-failed',
  ApplyOverridesFailed: 'override-failed',
  CreationFailed: 'create-refused',
};

type Row = PropagationStatus['clusters'][number];

/** Resolves the objects of a federation one by one: where each goes, and as what. */
export class ObjectResolver {
  private readonly fineRows: readonly Row[];

  public constructor(private readonly context: ResolveContext) {
    this.fineRows = context.index.names.map((name) => Object.freeze({ name }));
  }

  /** @param place is told of every manifest, with the position of its cluster; it does not keep it. */
  public resolve(object: FederatedObject, place: (cluster: number, manifest: JsonObject) => void): ObjectOutcome {
    const { federation, index, semantics, log } = this.context;
    const decided = (initial: { placed: boolean; reason: ReasonCode; detail: string }): ObjectDecisions =>
      new ObjectDecisions(object.ref, index.names, initial);

    const skipped = unwatched(object, federation, log);
    if (skipped !== undefined) {
      if (isMisnamed(object)) this.check(object);
      return { decisions: decided(skipped), status: undefined, maker: undefined };
    }
    if (object.form === 'federated') reportTemplate(object, log);
    reportLabels(object, this.context);
    if (semantics === 'kubefed') warnOfDropped(object, log);

    const placed = this.placed(object);
    if (placed === undefined) {
      this.check(object);
      const decisions = decided({
        placed: false,
        reason: 'placement-failed',
        detail: 'the cluster selector is not valid',
      });
      return { decisions, status: this.statusOf(object, [], 'ComputePlacementFailed'), maker: undefined };
    }
    reportPlacement(object, { ...this.context, members: placed.members });

    const reasonAt = reasonsOf(object, placed);
    const decisions = decided(reasonAt(0));
    const maker = new ManifestMaker(object, this.context);
    const rows: Row[] = [];
    index.names.forEach((name, cluster) => {
      decisions.set(cluster, reasonAt(cluster));
      if (placed.members[cluster] !== 1) return;
      const made = this.isSkipped(cluster)
        ? ({ row: 'ClusterNotReady', detail: 'the cluster is not ready' } as const)
        : maker.try(cluster);
      if ('manifest' in made) {
        place(cluster, made.manifest);
        rows.push(this.fineRows[cluster] as Row);
      } else {
        decisions.set(cluster, { placed: false, reason: ROW_REASONS[made.row], detail: made.detail });
        rows.push(Object.freeze({ name, status: made.row }));
      }
    });
    maker.reportRules(placed.members);
    return { decisions, status: this.statusOf(object, rows), maker };
  }

  /** Tells of what else is wrong with an object that an API server would refuse, so that it goes nowhere. */
  public check(object: FederatedObject): void {
    const { index, log } = this.context;
    if (object.form === 'federated') reportTemplate(object, log);
    reportLabels(object, this.context);
    this.placed(object);
    // Where it would go is not sure, so no cluster is said to be left out.
    reportPlacement(object, { ...this.context, members: new Uint8Array(index.names.length).fill(1) });
    const maker = new ManifestMaker(object, this.context);
    index.names.forEach((_, cluster) => maker.hasOverrides(cluster) && maker.try(cluster));
  }

  private isSkipped(cluster: number): boolean {
    return this.context.semantics === 'kubefed' && this.context.federation.clusters[cluster]?.ready === false;
  }

  /** Where an object goes; undefined, and reported, where its placement is not valid. */
  private placed(object: FederatedObject): PlacedObject | undefined {
    try {
      return this.context.placer.place(object);
    } catch (error) {
      if (!isFederationError(error)) throw error;
      if (this.isOwnPlacementWrong(object)) {
        for (const { code, message, remedy } of error.problems) {
          this.context.log.strict(object, { code, message, remedy, path: '/spec/placement' });
        }
      }
      return undefined;
    }
  }

  /** Where it is not, it is that of the FederatedNamespace, which is told of there. */
  private isOwnPlacementWrong({ placement }: FederatedObject): boolean {
    try {
      this.context.placer.select(placement);
      return false;
    } catch {
      return true;
    }
  }

  private statusOf(
    object: FederatedObject,
    clusters: readonly Row[],
    failure?: 'ComputePlacementFailed',
  ): PropagationStatus | undefined {
    if (object.form === 'plain') return undefined;
    const { federation, namespaces } = this.context;
    const notFederated =
      federation.scope === 'Cluster' && object.namespace !== undefined && !namespaces.has(object.namespace);
    const allFine = clusters.every(({ status }) => status === undefined);
    const reason = failure ?? (notFederated ? 'NamespaceNotFederated' : allFine ? undefined : 'CheckClusters');
    return Object.freeze({
      object: object.ref,
      condition: Object.freeze({
        status: reason === undefined ? 'True' : 'False',
        ...(reason !== undefined && { reason }),
      }),
      clusters: Object.freeze(clusters),
    });
  }
}

/** A FederatedNamespace that gates nothing, since its name is not that of its namespace. */
function isMisnamed({ form, target, ref, name }: FederatedObject): boolean {
  return form === 'federated' && isNamespaceTarget(target) && ref.namespace !== name;
}

/** Where a scheduling preference has set the placement, it is what decides. */
function reasonsOf({ scheduledBy }: FederatedObject, placed: PlacedObject): (cluster: number) => Reason {
  if (scheduledBy === undefined) return (cluster) => placed.reasonAt(cluster);
  const detail = `ReplicaSchedulingPreference ${scheduledBy.namespace ?? ''}/${scheduledBy.name}`;
  const inside: Reason = { placed: true, reason: 'scheduled', detail };
  const outside: Reason = { placed: false, reason: 'not-scheduled', detail };
  return (cluster) => {
    const reason = placed.reasonAt(cluster);
    if (reason.reason === 'named') return inside;
    return reason.reason === 'not-named' ? outside : reason;
  };
}
