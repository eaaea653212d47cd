import { type FederatedObject } from '../../model/federated-object';
import { describePath } from '../../model/field-path';
import { isJsonObject } from '../../model/json';
import { listed } from '../../model/listed';
import { type OverrideLayer } from '../../model/override';
import { type OverrideChange } from '../../model/override-change';
import { type ReplicaPolicy } from '../../model/replica-policy';
import { type KnownClusters, reportUnknownClusters } from '../placement/unknown-clusters';
import { type ProblemLog } from '../problem-log';
import { type Division } from './divide-replicas';

const PATH = '/spec/replicas';
/** The fields of spec of which a division has the last word. */
const DIVIDED: readonly string[] = ['replicas', 'minReplicas', 'maxReplicas'];
const isDivided = (pointer: string): boolean => DIVIDED.some((field) => pointer === `/spec/${field}`);

/** Tells of clusters that a division names and that are not there. */
export function reportLimits(object: FederatedObject, { clusters }: ReplicaPolicy, known: KnownClusters): void {
  const names = Object.keys(clusters).filter((name) => name !== '*');
  reportUnknownClusters(object, names, known, { by: 'The division of replicas names', path: PATH });
}

/** Tells of what a division could not do, and of what it replaces. */
export function reportDivision(
  object: FederatedObject,
  division: Division,
  { policy, gone, log }: { readonly policy: ReplicaPolicy; readonly gone: Gone; readonly log: ProblemLog },
): void {
  reportGone(object, policy, gone, log);
  for (const { path, total, plan } of division.fields) {
    const { unplaced, excess, waiting } = plan;
    if (unplaced > 0) {
      log.strict(object, {
        code: 'replicas-unplaced',
        message: `The bounds of the clusters leave no room for ${unplaced} of ${total} replicas.`,
        remedy: 'Raise maxReplicas or capacity, let it go to more clusters, or ask for fewer replicas.',
        path,
      });
    }
    if (excess > 0) {
      log.warn(object, {
        code: 'replicas-unplaced',
        message: `The minima of the clusters ask for ${excess} more replicas than the total of ${total}; they are given.`,
        remedy: 'Lower minReplicas, or raise the total.',
        path,
      });
    }
    if (waiting > 0) {
      log.warn(object, {
        code: 'replicas-waiting',
        message: `${waiting} replicas are still to be moved, so that enough of them stay available.`,
        remedy: 'Run again once those that have moved are up.',
        path,
      });
    }
  }
  for (const origin of new Set(object.overrides.filter(setsReplicas).map((layer) => originOf(layer, object)))) {
    log.warn(object, {
      code: 'scheduling-replaces',
      message: `The division of replicas has the last word, so an override of ${PATH}${origin === undefined ? '' : ` (${origin})`} is lost.`,
      remedy: 'Remove the override, or give the cluster minReplicas and maxReplicas in `replicas`.',
      path: PATH,
    });
  }
}

/** What ran on clusters that have left the placement: nothing keeps it there for `minAvailable`. */
export interface Gone {
  readonly clusters: readonly string[];
  /** How many replicas ran in all, by the lock, and how many of them on those clusters. */
  readonly ran: number;
  readonly left: number;
}

function reportGone(
  object: FederatedObject,
  { minAvailable }: ReplicaPolicy,
  { clusters, ran, left }: Gone,
  log: ProblemLog,
): void {
  const stays = ran - left;
  if (minAvailable === undefined || left === 0 || stays >= Math.min(minAvailable, ran)) return;
  log.warn(object, {
    code: 'min-available-unmet',
    message: `${left} replicas ran on clusters that have left the placement (${listed(clusters)}), so that ${stays} stay where they are, and ${minAvailable} should.`,
    remedy:
      'Let the clusters leave one after the other, or give them maxReplicas 0 first, which takes replicas away a few at a time.',
    path: PATH,
  });
}

function setsReplicas(layer: OverrideLayer): boolean {
  if (layer.from === 'declared') {
    return layer.clusters.some(
      ({ clusterOverrides }) => clusterOverrides?.some(({ path }) => isDivided(path)) === true,
    );
  }
  if (layer.from !== 'rule') return false;
  return layer.rule.changes.some(changesReplicas);
}

function changesReplicas(change: OverrideChange): boolean {
  if (change.kind === 'patch') return change.operations.some(({ path }) => isDivided(path));
  if (!('path' in change)) return false;
  const place = describePath(change.path);
  if (change.kind !== 'merge') return DIVIDED.some((field) => place === `spec.${field}`);
  const { value } = change;
  const spec = change.path.length === 0 && isJsonObject(value) ? value.spec : place === 'spec' ? value : undefined;
  return isJsonObject(spec) && DIVIDED.some((field) => Object.hasOwn(spec, field));
}

function originOf(layer: OverrideLayer, object: FederatedObject): string | undefined {
  const origin = layer.from === 'rule' ? layer.rule.origin : layer.origin;
  return origin === object.origin ? undefined : origin;
}
