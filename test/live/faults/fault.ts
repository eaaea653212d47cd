/**
 * What a server, or something between it and its client, may do to a request.
 *
 * `isDone` tells whether the API server gets the request and does what it asks for, before the fault: default false.
 */
export type Fault =
  /** An answer of a Kubernetes API server, with a Status. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number; readonly isDone?: boolean }
  /** A page of HTML, as from a gateway or a login. */
  | { readonly kind: 'page'; readonly status: number; readonly isDone?: boolean }
  /** The connection breaks off before there is an answer. */
  | { readonly kind: 'reset'; readonly isDone?: boolean }
  /** No answer, until the proxy ends. */
  | { readonly kind: 'silence'; readonly isDone?: boolean }
  /** The right answer, so many milliseconds late. */
  | { readonly kind: 'late'; readonly milliseconds: number }
  /** The right answer, in pieces of so many bytes, with a pause of so many milliseconds after each. */
  | { readonly kind: 'slow'; readonly bytes: number; readonly pause: number }
  /** Half of the right body, then the connection breaks off. */
  | { readonly kind: 'truncated' }
  /** Half of the right body, as if it were the whole one. */
  | { readonly kind: 'shortened' };

/** Which requests a fault befalls. */
export interface FaultRule {
  readonly fault: Fault;
  /** @default all */
  readonly methods?: readonly string[];
  /** Of the path with its query. @default all */
  readonly path?: RegExp;
  /** So many that match come through first. @default 0 */
  readonly after?: number;
  /** So many it befalls then. @default all */
  readonly times?: number;
}

/** A request that has come in. */
export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
}

/** Faults as they are planned: the first rule that has something left for a request befalls it. */
export class FaultPlan {
  readonly #rules: { readonly rule: FaultRule; seen: number }[] = [];

  /** Adds rules after those that are there. */
  public add(...rules: readonly FaultRule[]): void {
    this.#rules.push(...rules.map((rule) => ({ rule, seen: 0 })));
  }

  /** Forgets all rules. */
  public clear(): void {
    this.#rules.length = 0;
  }

  /** What befalls a request; undefined where it comes through. */
  public next(request: SeenRequest): Fault | undefined {
    for (const counted of this.#rules) {
      const { rule } = counted;
      if (!matches(request, rule)) continue;
      const { after = 0, times = Infinity, fault } = rule;
      counted.seen += 1;
      if (counted.seen > after && counted.seen <= after + times) return fault;
    }
    return undefined;
  }
}

/** Whether a request is one of those that a rule is for. */
export function matches({ method, path }: SeenRequest, rule: Pick<FaultRule, 'methods' | 'path'>): boolean {
  return (rule.methods?.includes(method) ?? true) && (rule.path?.test(path) ?? true);
}
