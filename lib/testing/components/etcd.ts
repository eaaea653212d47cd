const SOCKET = 'etcd.sock';
const PEER_SOCKET = 'peer.sock';

/** The socket of the fleet's etcd: no port to be taken by somebody else, and no way in for other users of the machine. */
export function etcdSocket(folder: string): string {
  return `${folder}/${SOCKET}`;
}

/** How etcd is run, in the folder of the fleet: it takes sockets by their name alone. */
export function etcdArgs(): readonly string[] {
  return [
    '--name=fleet',
    '--data-dir=etcd',
    `--listen-client-urls=unix://${SOCKET}`,
    `--advertise-client-urls=unix://${SOCKET}`,
    `--listen-peer-urls=unix://${PEER_SOCKET}`,
    `--initial-advertise-peer-urls=unix://${PEER_SOCKET}`,
    `--initial-cluster=fleet=unix://${PEER_SOCKET}`,
    // What it holds does not outlive the machine's memory anyway.
    '--unsafe-no-fsync',
    '--quota-backend-bytes=8589934592',
    '--log-level=warn',
  ];
}
