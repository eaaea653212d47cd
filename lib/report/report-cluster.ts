import { type Cluster } from '../model/cluster';
import { printable } from '../model/printable';
import { describeTaint } from '../model/taint';
import { type ReportCluster } from './report-data';

/** What the page says of a cluster. */
export function reportCluster(cluster: Cluster): ReportCluster {
  const { name, labels, taints, properties, ready, context, origin } = cluster;
  return {
    name: printable(name),
    labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [printable(key), printable(value)])),
    ...(taints !== undefined && { taints: taints.map((taint) => printable(describeTaint(taint))) }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [printable(key), value])),
    }),
    ready,
    ...(context !== undefined && { context: printable(context) }),
    ...(origin !== undefined && { origin: printable(origin) }),
  };
}
