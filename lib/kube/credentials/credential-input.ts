import { type KubeconfigEntry } from '../kubeconfig/kubeconfig';
import { type ProviderSessions } from './provider-sessions';

/** What a credential is made from. */
export interface CredentialInput {
  readonly user: KubeconfigEntry;
  /** Of it plugins are told, where the kubeconfig says so. */
  readonly cluster: KubeconfigEntry;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The auth-providers that have been asked before. */
  readonly providers: ProviderSessions;
}
