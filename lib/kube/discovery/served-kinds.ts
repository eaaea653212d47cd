import { type Answer, failed, ok } from '../answer';
import { type KindRef, type ServedKind, type ServedKinds } from '../cluster-api';

/** What one round of discovery has found, ready to be looked up. */
export interface DiscoveredKinds extends ServedKinds {
  readonly byName: ReadonlyMap<string, ServedKind>;
}

/** Makes what was found ready to be looked up. */
export function discoveredKinds(kinds: readonly ServedKind[], broken: ReadonlyMap<string, string>): DiscoveredKinds {
  const byName = new Map<string, ServedKind>();
  for (const kind of kinds) {
    const key = keyOf(kind);
    if (!byName.has(key)) byName.set(key, kind);
  }
  return { kinds, broken, byName };
}

function keyOf({ apiVersion, kind }: KindRef): string {
  return `${apiVersion} ${kind}`;
}

/** What a server serves, asked for once and kept. */
export class KindCache {
  readonly #discover: () => Promise<Answer<DiscoveredKinds>>;
  #held: DiscoveredKinds | undefined;
  #asking: Promise<Answer<DiscoveredKinds>> | undefined;

  public constructor(discover: () => Promise<Answer<DiscoveredKinds>>) {
    this.#discover = discover;
  }

  public async all(): Promise<Answer<DiscoveredKinds>> {
    return this.#held === undefined ? await (this.#asking ?? this.refreshed()) : ok(this.#held);
  }

  /** Asks the server again. */
  public refreshed(): Promise<Answer<DiscoveredKinds>> {
    const asking = this.#discover()
      .then((answer) => {
        if (answer.outcome === 'ok') this.#held = answer.value;
        return answer;
      })
      .finally(() => {
        if (this.#asking === asking) this.#asking = undefined;
      });
    this.#asking = asking;
    return asking;
  }

  /** How the server serves a kind. One that is not known is asked for once more: its CRD may just have been made. */
  public async find(ref: KindRef): Promise<Answer<ServedKind>> {
    const held = this.#held?.byName.get(keyOf(ref));
    if (held !== undefined) return ok(held);
    let all = await this.#findIn(ref, this.#held === undefined ? await this.all() : undefined);
    if (all === undefined) all = await this.#findIn(ref, await this.refreshed());
    if (all === undefined) {
      return failed({
        kind: 'unknown-kind',
        message: `The server does not serve the kind ${ref.kind} of ${ref.apiVersion}.`,
      });
    }
    return all;
  }

  /** Undefined where it is not there. */
  async #findIn(ref: KindRef, answer: Answer<DiscoveredKinds> | undefined): Promise<Answer<ServedKind> | undefined> {
    if (answer === undefined || answer.outcome === 'failed') return answer;
    const found = answer.value.byName.get(keyOf(ref));
    if (found !== undefined) return ok(found);
    const why = answer.value.broken.get(ref.apiVersion);
    return why === undefined
      ? undefined
      : failed({
          kind: 'server-error',
          reason: 'APIServiceNotAvailable',
          message: `The server cannot say now which kinds of ${ref.apiVersion} it serves: ${why}`,
        });
  }
}
