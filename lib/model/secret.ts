/** Stands for a value of a Secret, which is nowhere shown; two that differ are told apart by nothing. */
export const MASKED = '(secret)';

/** Whether a kind is the Secret of the core API. */
export function isSecret({ group, kind }: { readonly group: string; readonly kind: string }): boolean {
  return group === '' && kind === 'Secret';
}
