import { type PerCluster } from './per-cluster';

/**
 * A template of the shape `T` in which every part, from the whole down to a single field, may be a per-cluster value:
 * `Template<Deployment>`. A list may be readonly, a literal `as const`. The per-cluster value of an optional field may be
 * undefined: the field is left out there.
 *
 * A union is taken member by member, and the mapped type leaves strings, numbers and booleans as they are. Lists stand apart
 * because TypeScript would work out a mapped list at once, which never ends for a type that refers to itself, as Json does.
 */
export type Template<T> =
  | PerCluster<T>
  | (T extends readonly (infer Item)[] ? readonly Template<Item>[] : { readonly [K in keyof T]: Template<T[K]> });
