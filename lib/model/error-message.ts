/** What a thrown value says. Asked by its shape, as errors of another realm (under jest, those of node itself) are no `Error`. */
export function errorMessage(error: unknown): string {
  const { message } = (typeof error === 'object' && error !== null ? error : {}) as { readonly message?: unknown };
  return typeof message === 'string' ? message : String(error);
}
