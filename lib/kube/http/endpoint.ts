/** Where an API server is, and how it and the way to it are known. */
export interface Endpoint {
  /** Its URL, without user and password, without a slash at its end; it may have a path. */
  readonly server: string;
  /** PEM of the CAs that may have signed its certificate. Without it: those of Node. */
  readonly ca?: string;
  /** The name in its certificate, where it is not that of the URL. */
  readonly tlsServerName?: string;
  /** Takes any certificate. */
  readonly isInsecure: boolean;
  /** http, https, socks5 or socks5h. Without it: as the environment says (HTTPS_PROXY, NO_PROXY). */
  readonly proxyUrl?: string;
  /** Asks for answers as they are, not compressed. */
  readonly isUncompressed: boolean;
}
