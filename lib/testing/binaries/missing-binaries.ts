import { LocalFleetError } from '../local-fleet-error';
import { type BinaryName } from './binary';
import { KUBERNETES_VERSION } from './go-module';

/**
 * Why binaries that are missing were not built:
 * - `not-built`: whoever asked did not want that
 * - `no-go`: there is no `go` on the PATH
 * - `still-missing`: they were, and are gone again
 */
export type NotBuilt = 'not-built' | 'no-go' | 'still-missing';

const because: Readonly<Record<NotBuilt, string>> = {
  'not-built': 'They were not built, since that was not asked for: `npx fed8s-local-fleet build` does it.',
  'no-go': 'They cannot be built here, since there is no `go` on the PATH.',
  'still-missing': 'They were built, and something has removed them since.',
};

const remedies: Readonly<Record<NotBuilt, string>> = {
  'not-built': 'Or set',
  'no-go': 'Install Go (https://go.dev/dl/) and run this again, which builds them once, or set',
  'still-missing': 'Run this again, or set',
};

/**
 * The sentences for somebody who has not got the binaries: which, how they can be had, and what works without them.
 *
 * @param missing what was found instead, place by place.
 */
export function missingBinaries(missing: ReadonlyMap<BinaryName, readonly string[]>, why: NotBuilt): LocalFleetError {
  const names = [...missing.keys()];
  const places = [...missing].map(([name, reasons]) => `  ${name}: ${reasons.join('; ')}`);
  return new LocalFleetError(
    'missing-binary',
    [
      `A local fleet needs ${names.join(', ')}, which ${names.length === 1 ? 'is' : 'are'} not here:`,
      ...places,
      `${because[why]} ${remedies[why]} KUBEBUILDER_ASSETS to a folder that has them (Kubernetes ${KUBERNETES_VERSION}).`,
      'All of fed8s works without them; only clusters on this machine do not.',
    ].join('\n'),
  );
}
