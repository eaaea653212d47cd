/** What a thrown value says. Asked by its shape, as errors of another realm (under jest, those of node itself) are no `Error`. */
export function errorMessage(error: unknown): string {
  const { message } = (typeof error === 'object' && error !== null ? error : {}) as { readonly message?: unknown };
  if (typeof message === 'string') return message;
  try {
    return String(error);
  } catch {
    // an object that has no text, such as one without a prototype
    return 'something that is no error';
  }
}
