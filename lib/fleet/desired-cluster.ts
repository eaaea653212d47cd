import { type JsonObject } from '../model/json';

/** What is to be on one cluster. A Resolution has a list of them. */
export interface DesiredCluster {
  readonly name: string;
  /** Namespaces first, then CustomResourceDefinitions. They may be made anew each time they are asked for. */
  readonly manifests: readonly JsonObject[];
}
