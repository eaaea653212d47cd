/** What gives the header `Authorization` by an auth-provider, and renews the token by itself. */
export interface ProviderSession {
  readonly authorization: () => Promise<unknown>;
}

/** Sessions by what the kubeconfig says of the provider: a token that was renewed is not to be renewed by the old one again. */
export type ProviderSessions = Map<string, ProviderSession>;
