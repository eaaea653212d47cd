import { type FieldOwner } from '../../fleet/assess/managed-fields';
import { type ClusterDrift } from '../../fleet/drift/drift';
import { type DriftedField, type ObjectDrift } from '../../fleet/drift/object-drift';
import { describeObject, objectKey } from '../../model/object-ref';
import { type LiveCluster, type LiveField, type LiveObject } from '../../report/live-state';

/** What a page tells of what was found of a cluster. */
export function liveClusterOf(found: ClusterDrift): LiveCluster {
  if (found.outcome === 'unknown') return { state: 'unknown', reason: found.failure.message };
  return { state: 'known', objects: found.value.objects.flatMap(liveObjectOf) };
}

function liveObjectOf(drift: ObjectDrift): readonly LiveObject[] {
  const { object, outcome } = drift;
  // Two owners of equal values are in sync.
  if (outcome === 'Shared') return [];
  const fields =
    outcome === 'Drifted' ? drift.fields : outcome === 'Conflict' ? [...drift.fields, ...drift.drifted] : [];
  return [
    {
      key: objectKey(object),
      name: describeObject(object),
      outcome,
      ...(outcome === 'Unknown' && { reason: drift.failure.message }),
      fields: fields.map(liveFieldOf),
    },
  ];
}

function liveFieldOf({ path, wanted, found, author }: DriftedField): LiveField {
  return {
    path,
    ...(wanted !== undefined && { wanted }),
    ...(found !== undefined && { found }),
    ...(author !== undefined && { by: ownerText(author) }),
  };
}

/** `kubectl (scale), 2026-01-01T00:00:00Z`. */
export function ownerText({ manager, subresource, time }: FieldOwner): string {
  return `${manager}${subresource === undefined ? '' : ` (${subresource})`}${time === undefined ? '' : `, ${time}`}`;
}
