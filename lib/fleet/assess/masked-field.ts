import { type Json } from '../../model/json';
import { type ObjectRef, groupOf } from '../../model/object-ref';
import { MASKED, isSecret, isSecretField } from '../../model/secret';

/** A field of an object as it may be shown: values of a Secret are masked. */
export function maskedField<T extends { readonly path: string; readonly wanted?: Json; readonly found?: Json }>(
  object: ObjectRef,
  field: T,
): T {
  const { path, wanted, found } = field;
  const isMasked =
    isSecret({ group: groupOf(object.apiVersion), kind: object.kind }) &&
    (isSecretField(path, wanted) || isSecretField(path, found));
  if (!isMasked) return field;
  return { ...field, ...('wanted' in field && { wanted: MASKED }), ...('found' in field && { found: MASKED }) };
}
