/**
 * The plural that KubeFed derives from a kind where none is given: of the federated and status types of a
 * FederatedTypeConfig. It is a rule of thumb and not always the plural that an API server has (`Endpoints` becomes
 * `endpointses`); for kinds of Kubernetes see `knownKind`. KubeFed v0.10.0, pkg/apis/core/v1beta1/federatedtypeconfig_types.go.
 */
export function kubefedPlural(kind: string): string {
  const lower = kind.toLowerCase();
  if (/(?:s|x|z|o|ch|sh)$/.test(lower)) return `${lower}es`;
  return lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}
