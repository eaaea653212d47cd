import { type JsonObject } from '../../../model/json';
import { type Problem } from '../../../model/problem';
import { type LeftOut } from './left-out';

/** What became of plain manifests. */
export interface FederatedManifests {
  /** FederatedTypeConfigs, then FederatedNamespaces that were added, then one Federated object for each that was taken. */
  readonly manifests: readonly JsonObject[];
  /** What was not federated, and why. */
  readonly leftOut: readonly LeftOut[];
  /** Errors first. With an error among them, the manifests are not the whole answer. */
  readonly problems: readonly Problem[];
}

/** A manifest of the input that is at least an object with apiVersion and kind. */
export interface PlainManifest {
  readonly manifest: JsonObject & { readonly apiVersion: string; readonly kind: string };
  readonly origin: string | undefined;
}
