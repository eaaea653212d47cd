import { type FieldPath, describePath } from '../../../model/field-path';
import { type JsonObject } from '../../../model/json';
import { pointerOf } from '../../../model/json-pointer';
import { type OverrideOperation } from '../../../model/override';
import { type OverrideChange, type TextFormat } from '../../../model/override-change';
import { jsonEqual } from '../json-equal';
import { changeFailure } from './change-failure';
import { type ChangeableText } from './changeable-text';
import { readJsonText } from './json-text';
import { type ChangedKind, locateField } from './located-field';
import { readYamlText } from './yaml-text';

/** Makes changes within a text that is JSON or YAML. Comments, and what is not touched, stay. */
export function changeText(
  document: JsonObject,
  { path, format, changes }: { path: FieldPath; format: TextFormat; changes: readonly OverrideChange[] },
  context: {
    readonly kind: ChangedKind;
    /** The operations of a change on what the text holds. */
    readonly operationsOf: (content: JsonObject, change: OverrideChange) => readonly OverrideOperation[];
  },
): readonly OverrideOperation[] {
  const { segments, value } = locateField(document, path, context.kind);
  const at = pointerOf(segments);
  if (typeof value !== 'string') {
    throw changeFailure(`${describePath(path)} is no text.`, { remedy: 'Name a field that holds a text.', path: at });
  }
  const read = format === 'json' ? readJsonText : readYamlText;
  let text: ChangeableText = read(value, at);
  for (const change of changes) {
    for (const operation of context.operationsOf(text.content, change)) text.apply(operation);
    // What the next change finds is what this one has written.
    text = read(text.toString(), at);
  }
  // To write it anew for nothing could put spaces in order.
  if (jsonEqual(read(value, at).content, text.content)) return [];
  return [{ op: 'replace', path: at, value: text.toString() }];
}
