/** Stands for a value of a Secret, which is nowhere shown; two that differ are told apart by nothing. */
export const MASKED = '(secret)';

/** In it kubectl keeps the whole object as it was applied. */
const LAST_APPLIED = 'last-applied-configuration';

/** Whether a kind is the Secret of the core API. */
export function isSecret({ group, kind }: { readonly group: string; readonly kind: string }): boolean {
  return group === '' && kind === 'Secret';
}

/**
 * Whether what stands in a field of a Secret is, or holds, one of its values: in `data`, in `stringData`, and in the copy that
 * kubectl makes of it in an annotation.
 *
 * @param field its path, as a JSON pointer or as a person writes it.
 */
export function isSecretField(field: string, value: unknown): boolean {
  if (/^\/?(?:data|stringData)\b/.test(field) || field.includes(LAST_APPLIED)) return true;
  return typeof value === 'object' && value !== null && JSON.stringify(value).includes(LAST_APPLIED);
}
