import { type Answer, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type JsonObject, isJsonObject } from '../../model/json';
import { refOfManifest } from '../../model/ref-of-manifest';
import { KUBEFED_CLUSTER } from '../host/host-state';
import { PROBE_RUN } from '../marks';
import { metadataOf } from '../metadata-of';
import { type Thresholds, defaultThresholds, nextStatus } from './next-status';
import { type Place } from './place-of-nodes';
import { type Probe } from './probe';

/**
 * Writes what a probe has found to a KubeFedCluster. The number of probes that differ from its status is kept in an annotation
 * from run to run, since the status has no field for it.
 */
export async function writeStatus(
  host: ClusterApi,
  at: {
    readonly kubefedCluster: JsonObject;
    readonly namespace: string;
    readonly probe: Probe;
    /** Milliseconds since 1970. */
    readonly now: number;
    readonly thresholds?: Thresholds;
    readonly place?: Place;
  },
): Promise<Answer<JsonObject>> {
  const { kubefedCluster, probe, now, place, namespace, thresholds = defaultThresholds } = at;
  const { status } = kubefedCluster;
  const ref = { ...KUBEFED_CLUSTER, namespace, name: refOfManifest(kubefedCluster).name };
  const noted = metadataOf(kubefedCluster).annotations[PROBE_RUN];
  const before = /^\d{1,6}$/.test(noted ?? '') ? Number(noted) : 0;
  const next = nextStatus({ status: isJsonObject(status) ? status : undefined, run: before }, probe, {
    now,
    thresholds,
    ...(place && { place }),
  });
  if (next.run !== before || (next.run === 0 && noted !== undefined)) {
    const annotations = { [PROBE_RUN]: next.run === 0 ? null : String(next.run) };
    const counted = await host.patch(ref, { type: 'merge', body: { metadata: { annotations } } });
    if (counted.outcome === 'failed') return counted;
  }
  const written = await host.patch(ref, { type: 'merge', body: { status: next.status } }, { subresource: 'status' });
  return written.outcome === 'ok' ? ok(next.status) : written;
}
