import { clustersNamedIn, describeCondition } from '../../model/cluster-condition';
import { type FederatedObject } from '../../model/federated-object';
import { type Federation } from '../../model/federation';
import { type OverrideRule } from '../../model/override';
import { type OverrideChange } from '../../model/override-change';
import { type ClusterIndex } from '../placement/cluster-index';
import { reportUnknownClusters } from '../placement/unknown-clusters';
import { type ProblemLog } from '../problem-log';
import { describeChange } from './changes/describe-change';

/** Tells of rules that came to nothing: no such cluster, no cluster that they hold for, nothing that they change. */
export function reportRules(
  object: FederatedObject,
  context: {
    readonly rules: readonly { readonly rule: OverrideRule; readonly at: readonly boolean[] }[];
    readonly federation: Pick<Federation, 'unreadable'>;
    readonly index: ClusterIndex;
    readonly log: ProblemLog;
    /** Where the object goes, by position of the cluster. */
    readonly members: Uint8Array;
    /** The changes that changed something. */
    readonly effective: ReadonlySet<OverrideChange>;
  },
): void {
  const { rules, federation, index, log, members, effective } = context;
  const known = { index, log, unreadable: federation.unreadable.clusters };
  for (const { rule, at } of rules) {
    if (reportUnknownClusters(object, clustersNamedIn(rule.where), known, { by: 'An override is for' })) continue;
    // A rule of a chart is for other objects too, and need not do anything to this one.
    const isOwn = rule.origin === object.origin;
    const reached = isOwn ? at.some((holds, cluster) => holds && members[cluster] === 1) : at.includes(true);
    if (!reached && rule.isPart === true) continue;
    if (!reached) {
      log.warn(object, {
        code: 'unselected-override',
        message: `An override is for ${describeCondition(rule.where)}, and that is ${isOwn ? 'no cluster on which the object is placed' : 'no cluster at all'}.`,
        remedy: 'Correct the condition, label the clusters, or remove the override.',
      });
      continue;
    }
    if (!isOwn) continue;
    for (const change of rule.changes.filter((one) => !effective.has(one))) {
      log.warn(object, {
        code: 'override-changes-nothing',
        message: `The override ${describeChange(change)} for ${describeCondition(rule.where)} changes nothing on any cluster.`,
        remedy: 'Remove the override, or correct its value.',
      });
    }
  }
}
