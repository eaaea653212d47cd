import { type Answer } from '../answer';
import { type RequestHeaders } from '../http/request-headers';

/** What a request shows of who sends it. */
export interface Credential {
  /** `Authorization` and the headers of impersonation. */
  readonly headers: RequestHeaders;
  /** A client certificate with its key, both PEM. */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** When it is to be read again, in milliseconds since 1970. @default never, unless the server refuses it */
  readonly expires?: number;
  /** What must not be seen in any text. */
  readonly secrets: readonly string[];
}

/** Reads a credential: a file, a plugin, a Secret. The signal ends what takes long. */
export type LoadCredential = (signal: AbortSignal) => Promise<Answer<Credential>>;
