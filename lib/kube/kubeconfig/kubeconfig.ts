import { type JsonObject } from '../../model/json';

/** A kubeconfig, merged from its files. */
export interface Kubeconfig {
  readonly contexts: ReadonlyMap<string, KubeconfigEntry>;
  readonly clusters: ReadonlyMap<string, KubeconfigEntry>;
  readonly users: ReadonlyMap<string, KubeconfigEntry>;
  readonly currentContext?: string;
  /** The files that are there. */
  readonly files: readonly string[];
}

/** What a kubeconfig says under a name. */
export interface KubeconfigEntry {
  readonly value: JsonObject;
  /** The file it stands in; relative paths start at its folder. */
  readonly file: string;
}
