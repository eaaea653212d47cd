import { LocalFleet } from '../../../lib/testing-api';

/** Starts a fleet, tells where it is, and does nothing more. */
async function main(): Promise<void> {
  const local = await LocalFleet.start({ clusters: ['one', 'two'], workloads: true });
  local.pause('two');
  process.send?.({ folder: local.kubeconfig.replace('/kubeconfig', '') });
  setInterval(() => undefined, 1000);
}

void main();
