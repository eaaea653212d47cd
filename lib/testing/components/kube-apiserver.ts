import { join } from 'node:path';
import { etcdSocket } from './etcd';

/** Where a cluster keeps its credentials. */
export interface CredentialFiles {
  readonly authority: string;
  readonly serverCertificate: string;
  readonly serverKey: string;
  readonly serviceAccountKey: string;
  readonly serviceAccountPublicKey: string;
}

export function credentialFiles(folder: string): CredentialFiles {
  return {
    authority: join(folder, 'ca.crt'),
    serverCertificate: join(folder, 'server.crt'),
    serverKey: join(folder, 'server.key'),
    serviceAccountKey: join(folder, 'service-accounts.key'),
    serviceAccountPublicKey: join(folder, 'service-accounts.pub'),
  };
}

/** How a kube-apiserver is run. */
export function apiServerArgs({
  name,
  port,
  fleetFolder,
  files,
  flags,
}: {
  readonly name: string;
  readonly port: number;
  readonly fleetFolder: string;
  readonly files: CredentialFiles;
  readonly flags: readonly string[];
}): readonly string[] {
  return [
    `--etcd-servers=unix://${etcdSocket(fleetFolder)}`,
    `--etcd-prefix=/${name}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    // It would refuse to announce a loopback address as an endpoint.
    '--endpoint-reconciler-type=none',
    '--service-cluster-ip-range=10.0.0.0/16',
    '--authorization-mode=RBAC',
    '--allow-privileged=true',
    `--client-ca-file=${files.authority}`,
    `--tls-cert-file=${files.serverCertificate}`,
    `--tls-private-key-file=${files.serverKey}`,
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-key-file=${files.serviceAccountPublicKey}`,
    `--service-account-signing-key-file=${files.serviceAccountKey}`,
    '--profiling=false',
    ...flags,
  ];
}
