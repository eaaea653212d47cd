/** Where the API server of a member is, and how it is known: what a host needs of a kubeconfig. */
export interface MemberEndpoint {
  /** As the kubeconfig has it. */
  readonly server: string;
  /** PEM. @default what the member gives with the token */
  readonly authority?: string;
  /** Whether any certificate is taken. @default false */
  readonly isInsecure?: boolean;
  /** http, https or socks5. @default none */
  readonly proxyUrl?: string;
  /** The name in its certificate, where it is not that of the URL. @default that of the URL */
  readonly tlsServerName?: string;
}
