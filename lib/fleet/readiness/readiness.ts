/**
 * How far an object has come on its cluster.
 * - `ready`: it does what it is there for; an object without a status is ready once it is there.
 * - `waiting`: it may get there.
 * - `failed`: it will not get there by itself.
 */
export type Readiness = { readonly state: 'ready' } | { readonly state: 'waiting' | 'failed'; readonly reason: string };

export const READY: Readiness = { state: 'ready' };

export function waiting(reason: string): Readiness {
  return { state: 'waiting', reason };
}

export function failing(reason: string): Readiness {
  return { state: 'failed', reason };
}
