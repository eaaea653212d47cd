import { type Answer } from '../answer';
import { type Pacing } from '../http/pacing';
import { type Credential, type LoadCredential } from './credential';

/** The credential of a cluster: read once, and again when it has expired or the server refuses it. */
export class CredentialSource {
  readonly #load: LoadCredential;
  readonly #pacing: Pacing;
  #held: Credential | undefined;
  #loading: Promise<Answer<Credential>> | undefined;

  public constructor(load: LoadCredential, pacing: Pacing) {
    this.#load = load;
    this.#pacing = pacing;
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
    return await this.#reload();
  }

  /** Many requests that need a credential at once read it once. */
  #reload(): Promise<Answer<Credential>> {
    this.#loading ??= this.#load()
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
