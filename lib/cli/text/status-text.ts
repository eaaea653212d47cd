import { type ClusterStatus, type CredentialStatus } from '../../fleet/status/cluster-status';
import { type FleetStatus } from '../../fleet/status/status';
import { printable } from '../../model/printable';
import { type Paint, type Style } from './paint';
import { type Cell, table } from './table';

const STYLES: Readonly<Record<ClusterStatus['health']['kind'], Style>> = {
  ready: 'green',
  'not-ready': 'red',
  offline: 'red',
  malformed: 'red',
  'other-cluster': 'red',
};

/** A line for each cluster; what could not be asked is unknown, never empty. */
export function statusText({ clusters, kubefed }: FleetStatus, paint: Paint): string {
  const head = ['CLUSTER', 'HEALTH', 'VERSION', 'LATENCY', 'REGION', 'TOKEN', 'OBJECTS'].map((text) => ({
    text,
    paint: (shown: string) => paint('dim', shown),
  }));
  const note =
    kubefed.state === 'live'
      ? `KubeFed is at work on the host (${printable(kubefed.holder)}): nothing is written.\n`
      : '';
  return `${table([head, ...clusters.map((cluster) => rowOf(cluster, paint))])}${note}`;
}

function rowOf(status: ClusterStatus, paint: Paint): readonly (Cell | string)[] {
  const { cluster, health, place, inventories, credential, membership } = status;
  const isReady = health.kind === 'ready';
  return [
    printable(cluster),
    {
      text: membership === 'joined' ? health.kind : `${health.kind}, not joined`,
      paint: (text) => paint(STYLES[health.kind], text),
    },
    isReady ? printable(health.version ?? 'unknown') : 'unknown',
    'latency' in health ? `${Math.round(health.latency)} ms` : 'unknown',
    place.state === 'known' ? printable(placeText(place.value)) : 'unknown',
    tokenText(credential),
    inventories.state === 'known'
      ? printable(inventories.value.map(({ owner, objects }) => `${objects} of ${owner}`).join(', ') || 'none')
      : 'unknown',
  ];
}

function placeText({ region, zones }: { readonly region?: string; readonly zones: readonly string[] }): string {
  const named = zones.length === 0 ? '' : ` (${zones.join(', ')})`;
  return region === undefined && named === '' ? '-' : `${region ?? '-'}${named}`;
}

function tokenText(credential: CredentialStatus): string {
  if (credential.state === 'unknown') return 'unknown';
  const { state, terms } = credential;
  if (terms.kind === 'long-lived') return 'long-lived';
  return state === 'expired' ? `expired ${terms.expires}` : `until ${terms.expires}`;
}
