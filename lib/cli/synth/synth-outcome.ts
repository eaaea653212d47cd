import { type Semantics } from '../../model/finding';
import { type ObjectRef } from '../../model/object-ref';
import { type DecisionGroup } from '../../resolve/decisions';
import { type PropagationStatus, type Resolution } from '../../resolve/resolution';
import { countByCluster, inventoryOfIndex } from '../../synth/inventory-of-index';
import { type SynthSummary } from '../../synth/synthesize';
import { type IndexedObject, type TreeIndex } from '../../synth/tree-index';

/** What a synth did, for the report. */
export interface SynthOutcome {
  readonly semantics: Semantics;
  readonly outdir: string;
  /** Sorted by name, with how many objects each has. */
  readonly clusters: readonly { readonly name: string; readonly objects: number }[];
  /** How many objects the federation has. */
  readonly objects: number;
  readonly files: SynthSummary['files'];
  readonly lock?: SynthSummary['lock'];
  /** Objects of the input that are the host's own and go nowhere. */
  readonly leftAlone: readonly (ObjectRef & { readonly origin?: string })[];
  /** Why each object is, or is not, on some clusters; by object and reason. */
  readonly decisions: readonly DecisionGroup[];
  /** What KubeFed would report. */
  readonly status: readonly PropagationStatus[];
}

/** The outcome of a synth that this process did. */
export function outcomeOf(
  resolution: Resolution,
  summary: SynthSummary,
  leftAlone: SynthOutcome['leftAlone'],
): SynthOutcome {
  return {
    semantics: resolution.semantics,
    outdir: summary.outdir,
    clusters: resolution.clusters.map(({ name, sources }) => ({ name, objects: sources.length })),
    objects: resolution.objects.length,
    files: summary.files,
    ...(summary.lock !== undefined && { lock: summary.lock }),
    leftAlone,
    decisions: [...resolution.decisions.groups()],
    status: resolution.status,
  };
}

/** The outcome of a synth that an app did, from the index that it wrote. */
export function outcomeOfIndex(
  index: TreeIndex,
  { outdir, files, lock }: Pick<SynthOutcome, 'outdir' | 'files' | 'lock'>,
): SynthOutcome {
  const objects = countByCluster(inventoryOfIndex(index));
  return {
    semantics: index.semantics,
    outdir,
    clusters: [...objects].map(([name, number]) => ({ name, objects: number })),
    objects: index.objects.length,
    files,
    ...(lock !== undefined && { lock }),
    leftAlone: [],
    decisions: index.objects.flatMap(({ ref, decisions }) => decisions.map((one) => ({ object: ref, ...one }))),
    status: index.objects.flatMap(statusOf),
  };
}

/** The index tells only of what is not well. */
function statusOf({ ref, form, decisions, propagation }: IndexedObject): readonly PropagationStatus[] {
  const unreported = decisions.every(({ reason }) => reason === 'not-watched' || reason === 'system-namespace');
  if (form === 'plain' || unreported) return [];
  const rows: { readonly name: string; readonly status?: PropagationStatus['clusters'][number]['status'] }[] = [
    ...decisions.filter(({ placed }) => placed).flatMap(({ clusters }) => clusters.map((name) => ({ name }))),
    ...(propagation?.rows ?? []).flatMap(({ status, clusters }) => clusters.map((name) => ({ name, status }))),
  ];
  return [
    {
      object: ref,
      condition: {
        status: propagation === undefined ? 'True' : 'False',
        ...(propagation?.reason !== undefined && { reason: propagation.reason }),
      },
      clusters: rows.sort((a, b) => (a.name < b.name ? -1 : 1)) as PropagationStatus['clusters'],
    },
  ];
}
