import { onFleet } from '../../../lib/cli/live/on-fleet';
import { isFederationError } from '../../../lib/model/federation-error';

describe('a command that talks to a fleet', () => {
  it('is refused as a whole where there is no kubeconfig, and begins nothing', async () => {
    let begun = false;
    const read = { clusters: [{ name: 'eu-1', context: 'eu-1' }], kubefedNamespace: 'kube-federation-system' };
    const refusal: unknown = await onFleet(
      read,
      { flags: { kubeconfig: '/nowhere/config' }, whenInterrupted: 'abort' },
      () => {
        begun = true;
        return Promise.resolve();
      },
    ).catch((error: unknown) => error);
    expect(isFederationError(refusal) && refusal.problems).toMatchObject([{ code: 'no-kubeconfig' }]);
    expect(begun).toBe(false);
  });
});
