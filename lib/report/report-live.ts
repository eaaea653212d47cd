import { type Federation } from '../model/federation';
import { objectKey } from '../model/object-ref';
import { printable } from '../model/printable';
import { type Resolution } from '../resolve/resolution';
import { type LiveObject, type LiveState } from './live-state';
import { type ReportLive, type ReportLiveCell } from './report-data';
import { type TextTable } from './text-table';

/** How the objects of a page live. */
export function reportLive(
  live: LiveState,
  { federation, resolution }: { readonly federation: Federation; readonly resolution: Resolution },
  texts: TextTable,
): ReportLive {
  const rows = new Map(
    resolution.objects.map(({ target, namespace, name }, position) => {
      const { group, version, kind } = target;
      const apiVersion = group === '' ? version : `${group}/${version}`;
      return [objectKey({ apiVersion, kind, ...(namespace !== undefined && { namespace }), name }), position];
    }),
  );
  const cells: ReportLiveCell[] = [];
  const clusters = federation.clusters.map(({ name }, cluster): ReportLive['clusters'][number] => {
    const found = live.get(name);
    if (found === undefined) return { state: 'not-asked', others: [] };
    if (found.state === 'unknown') return { state: 'unknown', reason: printable(found.reason), others: [] };
    const others: string[] = [];
    for (const object of found.objects) {
      const row = rows.get(object.key);
      if (row === undefined) others.push(printable(`${object.name}: ${object.outcome}`));
      else cells.push(cellOf(object, { row, cluster }, texts));
    }
    return { state: 'known', others };
  });
  return { clusters, cells };
}

function cellOf(
  { outcome, reason, fields }: LiveObject,
  { row, cluster }: { readonly row: number; readonly cluster: number },
  texts: TextTable,
): ReportLiveCell {
  return {
    object: row,
    cluster,
    outcome,
    ...(reason !== undefined && { reason: texts.at(reason) }),
    fields: fields.map(({ path, wanted, found, by }) => [
      texts.at(path),
      texts.ofValue(wanted),
      texts.ofValue(found),
      texts.at(by),
    ]),
  };
}
