import { type FederatedObject } from '../model/federated-object';
import { type Semantics } from '../model/finding';
import { own } from '../model/frozen-json';
import { type Json, isJsonObject } from '../model/json';
import { below } from '../model/json-pointer';
import { checkLabelKey, checkLabelValue } from '../model/label-syntax';
import { type ProblemLog } from './problem-log';

/** Tells of labels and annotations for which an API server would refuse what is made of a template. */
export function reportLabels(
  object: FederatedObject,
  { semantics, log }: { readonly semantics: Semantics; readonly log: ProblemLog },
): void {
  const metadata = isJsonObject(object.template) ? own(object.template, 'metadata') : undefined;
  if (!isJsonObject(metadata)) return;
  const path = object.form === 'plain' ? '/metadata' : '/spec/template/metadata';
  const wrong = (field: string, [key, value]: readonly [string, Json]): string | undefined => {
    const wrongKey = checkLabelKey(key);
    if (wrongKey !== undefined) return `the key ${JSON.stringify(key)} is wrong: ${wrongKey}`;
    if (typeof value !== 'string') return `the value of ${JSON.stringify(key)} is no text`;
    const wrongValue = field === 'labels' ? checkLabelValue(value) : undefined;
    return wrongValue === undefined ? undefined : `the value of ${JSON.stringify(key)} is wrong: ${wrongValue}`;
  };
  for (const field of ['labels', 'annotations']) {
    // KubeFed drops annotations, right or wrong.
    if (field === 'annotations' && semantics === 'kubefed' && object.form === 'federated') continue;
    const map = own(metadata, field);
    for (const entry of isJsonObject(map) ? Object.entries(map) : []) {
      const why = wrong(field, entry);
      if (why === undefined) continue;
      log.strict(object, {
        code: 'invalid-label',
        message: `The ${field} of the ${object.target.kind} cannot be used: ${why}.`,
        remedy: 'Correct it; values that are no text need quotes.',
        path: below(`${path}/${field}`, entry[0]),
      });
    }
  }
}
