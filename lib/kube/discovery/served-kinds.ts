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
  #next: Promise<Answer<DiscoveredKinds>> | undefined;

  public constructor(discover: () => Promise<Answer<DiscoveredKinds>>) {
    this.#discover = discover;
  }

  public async all(): Promise<Answer<DiscoveredKinds>> {
    return this.#held === undefined ? await (this.#asking ?? this.#ask()) : ok(this.#held);
  }

  /**
   * Asks the server again. What is being asked for already may be older than what the caller has seen, so that all who come
   * meanwhile share the round after it.
   */
  public async refreshed(): Promise<Answer<DiscoveredKinds>> {
    if (this.#asking === undefined) return await this.#ask();
    this.#next ??= this.#asking.then(() => {
      this.#next = undefined;
      return this.#ask();
    });
    return await this.#next;
  }

  /** How the server serves a kind. One that is not known is asked for once more: its CRD may just have been made. */
  public async find(ref: KindRef): Promise<Answer<ServedKind>> {
    if (this.#held === undefined) {
      const first = this.#findIn(ref, await this.all());
      if (first !== undefined) return first;
    }
    const held = this.#held?.byName.get(keyOf(ref));
    if (held !== undefined) return ok(held);
    const found = this.#findIn(ref, await this.refreshed());
    if (found !== undefined) return found;
    const message = `The server does not serve the kind ${ref.kind} of ${ref.apiVersion}.`;
    return failed({ kind: 'unknown-kind', message });
  }

  #ask(): Promise<Answer<DiscoveredKinds>> {
    const asking = this.#discover().then((answer) => {
      if (answer.outcome === 'ok') this.#held = answer.value;
      if (this.#asking === asking) this.#asking = undefined;
      return answer;
    });
    this.#asking = asking;
    return asking;
  }

  /** Undefined where it is not there, and the server could say so. */
  #findIn(ref: KindRef, answer: Answer<DiscoveredKinds>): Answer<ServedKind> | undefined {
    if (answer.outcome === 'failed') return answer;
    const found = answer.value.byName.get(keyOf(ref));
    if (found !== undefined) return ok(found);
    const why = answer.value.broken.get(ref.apiVersion);
    if (why === undefined) return undefined;
    const message = `The server cannot say now which kinds of ${ref.apiVersion} it serves: ${why}`;
    return failed({ kind: 'server-error', reason: 'APIServiceNotAvailable', message });
  }
}
