import { type ClusterDrift } from '../../fleet/drift/drift';
import { objectKey } from '../../model/object-ref';

/** 3: something could not be asked, or not be put back. 2: something differs, and still does. 0: all is in sync. */
export function driftExit(clusters: readonly ClusterDrift[]): 0 | 2 | 3 {
  let differs = false;
  for (const cluster of clusters) {
    if (cluster.outcome === 'unknown') return 3;
    const { counts, objects, orphans, repairs } = cluster.value;
    if (counts.unknown > 0 || orphans === 'unknown' || repairs.some(({ outcome }) => outcome === 'failed')) return 3;
    const repaired = new Set(repairs.map(({ object }) => objectKey(object)));
    differs ||= objects.some(
      ({ outcome, object }) =>
        outcome === 'Orphaned' || outcome === 'Conflict' || (outcome !== 'Shared' && !repaired.has(objectKey(object))),
    );
  }
  return differs ? 2 : 0;
}
