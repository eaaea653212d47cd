import { type Scope } from '../../model/federated-type';
import { type Federation } from '../../model/federation';
import { isMap, requireThat } from '../../model/require-that';
import { FederationBuilder } from '../../model/federation-builder';
import { openLists } from './open-lists';
import { inApplyOrder } from './kind-order';

/** What is known besides the manifests. */
export interface FederationFromManifestsOptions {
  /** `Namespaced` for a KubeFed limited to its own namespace. @default - what a KubeFedConfig says, else 'Cluster' */
  readonly scope?: Scope | undefined;
  /** KubeFed's own namespace. @default - that of the KubeFedConfig, else 'kube-federation-system' */
  readonly systemNamespace?: string | undefined;
  /** Where the manifest at a position comes from, as file:line, for messages. @default - messages give no place */
  readonly origin?: ((index: number) => string) | undefined;
}

/**
 * The federation that manifests of KubeFed's API describe: KubeFedConfig, KubeFedCluster, FederatedTypeConfig, Federated*
 * and ReplicaSchedulingPreference, in any order, which makes no difference to the result. A List is opened. Objects of
 * other kinds are the host's own: they are listed as left alone. It throws for nothing that the manifests say: what is wrong
 * with them is told by `resolve`.
 *
 * @throws TypeError where manifests or scope are of another type.
 *
 * @example
 * const federation = federationFromManifests([cluster1, cluster2, federatedNamespace, federatedDeployment]);
 * console.log(resolve(federation).clusters.map(({ name }) => name));
 */
export function federationFromManifests(
  manifests: readonly object[],
  options: FederationFromManifestsOptions = {},
): Federation {
  requireThat(isMap(options), 'federationFromManifests: options must be a map.');
  const { origin, scope, systemNamespace } = options;
  const isOrigin = origin === undefined || typeof (origin as unknown) === 'function';
  requireThat(isOrigin, 'federationFromManifests: origin must be a function of the position.');
  const named = systemNamespace === undefined || typeof (systemNamespace as unknown) === 'string';
  requireThat(named, 'federationFromManifests: systemNamespace must be text.');
  requireThat(Array.isArray(manifests), 'federationFromManifests: manifests must be a list of objects.');
  const known = scope === undefined || ['Cluster', 'Namespaced'].includes(scope);
  requireThat(known, "federationFromManifests: scope must be 'Cluster' or 'Namespaced'.");
  const builder = new FederationBuilder({ scope, systemNamespace });
  manifests.forEach((manifest, index) => {
    const source = { origin: origin?.(index) };
    for (const item of openLists(manifest)) builder.add(item, source);
  });
  const federation = builder.build();
  const { objects, refused } = federation;
  return Object.freeze({ ...federation, objects: inApplyOrder(objects), refused: inApplyOrder(refused) });
}
