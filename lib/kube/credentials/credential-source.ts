import { type Answer, failed } from '../answer';
import { type Pacing } from '../http/pacing';
import { type RequestHeaders } from '../http/request-headers';
import { type Credential, type LoadCredential } from './credential';

/** Between two readings because of a refusal, in milliseconds, lest a plugin run for each of a thousand requests. */
const RENEWAL_PAUSE = 1000;

/** The credential of a cluster: read once, and again when it has expired or the server refuses it. */
export class CredentialSource {
  readonly #load: LoadCredential;
  readonly #pacing: Pacing;
  readonly #signal: AbortSignal;
  #renewedAt = Number.NEGATIVE_INFINITY;
  #held: Credential | undefined;
  #loading: Promise<Answer<Credential>> | undefined;

  public constructor(
    load: LoadCredential,
    { pacing, signal }: { readonly pacing: Pacing; readonly signal: AbortSignal },
  ) {
    this.#load = load;
    this.#pacing = pacing;
    this.#signal = signal;
  }

  /** The one that holds now. */
  public async current(): Promise<Answer<Credential>> {
    const held = this.#held;
    if (held !== undefined && (held.expires === undefined || held.expires > this.#pacing.now())) {
      return { outcome: 'ok', value: held };
    }
    return await this.#reload();
  }

  /** Another one than that which the server has refused; the same where nothing new is to be had. */
  public async renewed(refused: Credential): Promise<Answer<Credential>> {
    if (this.#held !== undefined && this.#held !== refused) return { outcome: 'ok', value: this.#held };
    const now = this.#pacing.now();
    if (this.#loading === undefined && now - this.#renewedAt < RENEWAL_PAUSE) return { outcome: 'ok', value: refused };
    this.#renewedAt = now;
    return await this.#reload();
  }

  /** Many requests that need a credential at once read it once. */
  #reload(): Promise<Answer<Credential>> {
    this.#loading ??= this.#load(this.#signal)
      .then((answer) => {
        const usable = answer.outcome === 'ok' ? withUsableHeaders(answer.value) : answer;
        if (usable.outcome === 'ok') this.#held = usable.value;
        return usable;
      })
      .finally(() => {
        this.#loading = undefined;
      });
    return this.#loading;
  }
}

/**
 * A credential whose headers can be sent: what is no ASCII goes as UTF-8, as kubectl sends it; a line break, which Node refuses
 * and HTTP has no way to say, is told.
 */
function withUsableHeaders(credential: Credential): Answer<Credential> {
  const headers: Record<string, RequestHeaders[string]> = {};
  for (const [name, value] of Object.entries(credential.headers)) {
    const texts = typeof value === 'string' ? [value] : value;
    if (texts.some((text) => UNSENDABLE.test(text))) {
      const what = name === 'Authorization' ? 'The token or password' : `What is sent as ${name}`;
      return failed({
        kind: 'credential',
        code: 'no-credential',
        message: `${what} has a line break or another control character in it.`,
        remedy:
          'Look at what the kubeconfig, the plugin or the Secret gives: a token is one line, and none follows it.',
      });
    }
    headers[name] = typeof value === 'string' ? asUtf8(value) : texts.map(asUtf8);
  }
  return { outcome: 'ok', value: { ...credential, headers } };
}

const UNSENDABLE = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** A header takes bytes, one for each character. */
function asUtf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
