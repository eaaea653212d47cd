import { stringify } from 'yaml';

/** One context of a kubeconfig: cluster, user and context have one name. */
export interface KubeconfigEntry {
  readonly name: string;
  /** `https://127.0.0.1:12345` */
  readonly server: string;
  /** PEM. */
  readonly authority: string;
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
}

/** A kubeconfig that needs no other file. The first context is the current one. */
export function kubeconfigText(entries: readonly KubeconfigEntry[]): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: entries.map(({ name, server, authority }) => ({
      name,
      cluster: { server, 'certificate-authority-data': base64(authority) },
    })),
    users: entries.map(({ name, certificate, key }) => ({
      name,
      user: { 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) },
    })),
    contexts: entries.map(({ name }) => ({ name, context: { cluster: name, user: name } })),
    'current-context': entries[0]?.name ?? '',
  });
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
