import { type JsonObject } from '../../../model/json';
import { type OverrideOperation } from '../../../model/override';
import { type OverrideChange } from '../../../model/override-change';
import { changeArgs } from './args';
import { addField, appendItems, removeField, setField } from './edit-field';
import { changeImage } from './image';
import { patchDocument } from './json-patch';
import { type ChangedKind } from './located-field';
import { mergeField } from './strategic-merge';
import { changeText } from './text-value';

/**
 * The operations, in KubeFed's form, that make a change on a document as it stands.
 *
 * @throws FederationError `missing-override-path` where something is not there, `override-failed` where it cannot be made.
 */
export function operationsOfChange(
  document: JsonObject,
  change: OverrideChange,
  kind: ChangedKind,
): readonly OverrideOperation[] {
  switch (change.kind) {
    case 'set':
      return setField(document, change, kind);
    case 'add':
      return addField(document, change, kind);
    case 'remove':
      return removeField(document, change, kind);
    case 'append':
      return appendItems(document, change, kind);
    case 'merge':
      return mergeField(document, change, kind);
    case 'patch':
      return patchDocument(document, change.operations);
    case 'image':
      return changeImage(document, change, kind);
    case 'args':
      return changeArgs(document, change, kind);
    case 'text':
      return changeText(document, change, {
        kind,
        operationsOf: (content, inner) => operationsOfChange(content, inner, {}),
      });
  }
}
