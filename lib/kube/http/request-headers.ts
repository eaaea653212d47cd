/** The headers of a request; one may stand there more than once. */
export type RequestHeaders = Readonly<Record<string, string | string[]>>;
