import { listed } from '../../model/listed';
import { type ObjectRef, describeObject, objectKey } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { type DecisionGroup } from '../../resolve/decisions';
import { count } from './count';
import { type Paint } from './paint';
import { type Cell, table } from './table';

/** So many objects are shown. */
const MOST_OBJECTS = 40;

/** Where each object goes and by which rule, and where it does not go; a line an object. */
export function decisionsText(decisions: readonly DecisionGroup[], paint: Paint): string {
  const byObject = new Map<string, DecisionGroup[]>();
  for (const decision of decisions) {
    const key = objectKey(decision.object);
    const known = byObject.get(key);
    if (known === undefined) byObject.set(key, [decision]);
    else known.push(decision);
  }
  if (byObject.size === 0) return '';
  const rows = [...byObject.values()].slice(0, MOST_OBJECTS).map((groups) => row(groups, paint));
  const header = ['OBJECT', 'ON', 'BECAUSE', 'NOT ON'].map((text): Cell => ({
    text,
    paint: (padded) => paint('dim', padded),
  }));
  const more = byObject.size - rows.length;
  return [
    `${paint('bold', 'What goes where, and why')}\n`,
    table([header, ...rows]),
    ...(more > 0 ? [`  and ${count(more, 'object')} more; fed8s.json has them all\n`] : []),
  ].join('');
}

function row(groups: readonly DecisionGroup[], paint: Paint): Cell[] {
  const [first] = groups;
  const placed = groups.filter((group) => group.placed);
  const missing = groups.filter((group) => !group.placed);
  return [
    { text: printable(describeObject(targetOf(first?.object))) },
    {
      text: listed(placed.flatMap(({ clusters }) => clusters).sort()) || '(none)',
      paint: (text) => paint('green', text),
    },
    { text: placed.map(({ detail }) => printable(detail)).join('; ') },
    { text: missing.map(({ clusters, reason }) => `${listed(clusters)} (${reason})`).join('; ') },
  ];
}

/** What a member gets is of the kind behind `Federated`. */
function targetOf(object: ObjectRef | undefined): ObjectRef {
  const { apiVersion = '', kind = '', namespace, name = '' } = object ?? {};
  const target = kind.startsWith('Federated') ? kind.slice('Federated'.length) : kind;
  return { apiVersion, kind: target, ...(namespace !== undefined && target !== 'Namespace' && { namespace }), name };
}
