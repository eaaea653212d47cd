// Applies what it is given on standard input to one cluster, with a dot for every object that is done.
import { readFileSync } from 'node:fs';
import { apply } from '../../../lib/fleet/apply/apply';
import { ownerNamed } from '../../../lib/fleet/owner/owner';
import { openCluster } from '../../../lib/kube/open-cluster';
import { type JsonObject } from '../../../lib/model/json';

interface Given {
  readonly kubeconfig: string;
  readonly owner: string;
  readonly id: string;
  readonly manifests: readonly JsonObject[];
}

async function main(): Promise<void> {
  const { kubeconfig, owner, id, manifests } = JSON.parse(readFileSync(0, 'utf8')) as Given;
  await apply({
    members: [{ name: 'one', api: await openCluster({ kubeconfig, context: 'one' }) }],
    desired: [{ name: 'one', manifests }],
    owner: ownerNamed(owner),
    id,
    objectsAtATime: 4,
    onProgress: () => process.stdout.write('.'),
  });
}

void main();
