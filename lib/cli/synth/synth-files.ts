import { federationFromManifests } from '../../interop/kubefed/federation-from-manifests';
import { FederationError, isFederationError } from '../../model/federation-error';
import { type Scope } from '../../model/federated-type';
import { type Semantics } from '../../model/finding';
import { type Problem, asErrors } from '../../model/problem';
import { type ProblemCode } from '../../model/problem-codes';
import { resolve } from '../../resolve/resolve';
import { type SecretsPolicy } from '../../synth/clear-secrets';
import { type GuardSettings, guardOf } from '../../synth/guard-settings';
import { useLock } from '../../synth/lock-use';
import { synthesize } from '../../synth/synthesize';
import { type RunContext } from '../command';
import { readInput } from '../read-input';
import { count } from '../text/count';
import { type SynthOutcome, outcomeOf } from './synth-outcome';

/** What follows from a manifest that is not there, and is not worth a word beside that. */
const MAY_FOLLOW: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'assumed-federated-type',
  'empty-placement',
  'namespace-not-federated',
  'no-clusters',
  'scheduling-target-missing',
  'unknown-cluster',
  'unknown-federated-type',
]);

/** What follows from having no cluster at all. */
const FOLLOWS_FROM_NONE: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['empty-placement', 'unknown-cluster']);

/**
 * Makes the folders of KubeFed YAML.
 *
 * @throws FederationError with everything that is wrong in the files, and in the federation that they describe.
 */
export function synthFiles(
  files: readonly string[],
  options: Pick<RunContext, 'io' | 'progress'> & {
    readonly outdir: string;
    readonly semantics: Semantics;
    readonly secrets: SecretsPolicy;
    readonly warningsAsErrors: boolean | undefined;
    readonly scope: Scope | undefined;
    readonly systemNamespace: string | undefined;
    readonly guard: GuardSettings;
  },
): { readonly outcome: SynthOutcome; readonly problems: readonly Problem[] } {
  const { io, progress, outdir, semantics, secrets, warningsAsErrors, scope, systemNamespace, guard } = options;
  const input = readInput(files, { io, progress, openLists: true });
  const federation = federationFromManifests(input.manifests, { scope, systemNamespace, origin: input.origin });
  const fleet = `${count(federation.objects.length, 'object')} for ${count(federation.clusters.length, 'cluster')}`;
  const resolution = progress.during(`resolving ${fleet}`, () => resolve(federation, { semantics }));
  const read = warningsAsErrors === true ? asErrors(input.problems) : input.problems;
  const unread = read.some(({ severity }) => severity === 'error');
  const isWorthAWord = ({ code }: Problem): boolean =>
    unread ? !MAY_FOLLOW.has(code) : federation.clusters.length > 0 || !FOLLOWS_FROM_NONE.has(code);
  if (unread) throw new FederationError([...read, ...resolution.problems.filter(isWorthAWord)]);
  try {
    const { file, mode, budget } = guardOf(guard, io.env);
    const lock = useLock({ outdir, file, mode });
    const summary = progress.during(`writing ${fleet}`, () =>
      synthesize(resolution, { outdir, secrets, warningsAsErrors, lock, budget }),
    );
    return {
      outcome: outcomeOf(resolution, summary, federation.leftAlone),
      problems: [...read, ...summary.problems],
    };
  } catch (error) {
    if (!isFederationError(error)) throw error;
    throw new FederationError([...read, ...error.problems.filter(isWorthAWord)]);
  }
}
