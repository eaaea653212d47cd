import { own } from '../../../model/frozen-json';
import { type Json, type JsonObject } from '../../../model/json';
import { pointerOf } from '../../../model/json-pointer';
import { didYouMean } from '../../../model/nearest-name';
import { type OverrideOperation } from '../../../model/override';
import { changeFailure } from './change-failure';
import { differences } from './differences';
import { containerNamed } from './container';
import { type ChangedKind } from './located-field';

/** Takes arguments of a container away, and adds others at the end that are not there yet. */
export function changeArgs(
  document: JsonObject,
  { container, remove, append }: { container: string; remove: readonly string[]; append: readonly string[] },
  kind: ChangedKind,
): readonly OverrideOperation[] {
  const { segments, value } = containerNamed(document, container, kind.kind);
  const found = own(value, 'args');
  const current: readonly Json[] = Array.isArray(found) ? (found as readonly Json[]) : [];
  for (const one of remove) {
    if (current.includes(one)) continue;
    throw changeFailure(
      `the container ${JSON.stringify(container)} has no argument ${JSON.stringify(one)}.${didYouMean(
        one,
        current.filter((arg) => typeof arg === 'string'),
      )}`,
      {
        code: 'missing-override-path',
        remedy: 'Correct it, or leave the removal out.',
        path: pointerOf([...segments, 'args']),
      },
    );
  }
  const kept = current.filter((one) => typeof one !== 'string' || !remove.includes(one));
  const args = [...kept, ...append.filter((one) => !kept.includes(one))];
  const path = pointerOf([...segments, 'args']);
  return Array.isArray(found) ? differences(current, args, [...segments, 'args']) : [{ op: 'add', path, value: args }];
}
