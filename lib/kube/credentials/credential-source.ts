import { type Answer } from '../answer';
import { type Pacing } from '../http/pacing';
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
        if (answer.outcome === 'ok') this.#held = answer.value;
        return answer;
      })
      .finally(() => {
        this.#loading = undefined;
      });
    return this.#loading;
  }
}
