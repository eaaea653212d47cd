import { type LivePlan, type OnCluster } from '../../fleet/plan/live-plan';
import { listed } from '../../model/listed';
import { describeObject } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { claimText } from './claim-text';
import { type Paint, type Style } from './paint';
import { planText } from './plan-text';

/** A plan of living clusters for a person: what stands in its way or is not known, then the plan. */
export function livePlanText(plan: LivePlan, paint: Paint): string {
  const { adopted, conflicts, kept, unknown } = plan;
  const line = (style: Style, sign: string, text: string): string => `${paint(style, sign)} ${printable(text)}\n`;
  const claims = conflicts.map(({ reason, claims: claimed, ...of }) => ({
    ...of,
    reason: [reason, ...claimed.map(claimText)].join('; '),
  }));
  return [
    ...gathered(adopted.map((one) => ({ ...one, reason: '' }))).map(([object, clusters]) =>
      line('yellow', '= adopt', `${object} on ${listed(clusters)}`),
    ),
    ...gathered(claims).map(([object, clusters, why]) =>
      line('red', '! conflict', `${object} on ${listed(clusters)}: ${why}`),
    ),
    ...gathered(kept).map(([object, clusters, why]) =>
      line('dim', '  keep', `${object} on ${listed(clusters)}: ${why}`),
    ),
    ...unknown.map(({ cluster, object, reason }) =>
      line('red', '? unknown', `${object === undefined ? '' : `${describeObject(object)} on `}${cluster}: ${reason}`),
    ),
    unknown.length > 0 && plan.changes.length === 0 ? 'Nothing is known to change.\n' : planText(plan, paint),
  ].join('');
}

/** What is the same on many clusters, together. */
function gathered(
  parts: readonly (OnCluster & { readonly reason: string })[],
): readonly (readonly [object: string, clusters: readonly string[], reason: string])[] {
  const groups = new Map<string, [string, string[], string]>();
  for (const { cluster, object, reason } of parts) {
    const key = `${describeObject(object)}\n${object.apiVersion}\n${reason}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [describeObject(object), [cluster], reason]);
    else group[1].push(cluster);
  }
  return [...groups.values()];
}
