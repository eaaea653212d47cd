import { randomUUID } from 'node:crypto';
import { Option } from 'commander';
import { apply } from '../../fleet/apply/apply';
import { type ApplyResult } from '../../fleet/apply/apply-result';
import { type ExpectedPlan } from '../../fleet/apply/apply-settings';
import { type Owner } from '../../fleet/owner/owner';
import { readPlanFile } from '../../fleet/plan/plan-file';
import { type RenewDueResult } from '../../fleet/rotate/renew-due';
import { applyInWaves } from '../../fleet/waves/apply-in-waves';
import { type WavesResult } from '../../fleet/waves/wave-result';
import { FederationError } from '../../model/federation-error';
import { listed } from '../../model/listed';
import { type Problem } from '../../model/problem';
import { defineCommand, examples } from '../command';
import { type CliIo } from '../io';
import { applyProgressOn } from '../live/apply-progress';
import { inventoryIdToWrite, knownInventoryId } from '../live/inventory-id';
import { liveOptions, wholeNumber } from '../live/live-options';
import { onFleet } from '../live/on-fleet';
import { ownerOf } from '../live/owner-of';
import { type PolicyFlags, applySettingsOf, policyOptions } from '../live/policy-options';
import { readDesired } from '../live/read-desired';
import { renewTokens } from '../live/renew-tokens';
import { type WaveFlags, waveOptions, wavesOfCall } from '../live/wave-options';
import { readRegularFile } from '../read-regular-file';
import { type ExitCode } from '../report';
import { applyText } from '../text/apply-text';
import { type Paint } from '../text/paint';
import { wavesText } from '../text/waves-text';

interface ApplyFlags extends PolicyFlags, WaveFlags {
  readonly plan?: string;
  readonly dryRun?: 'server';
  readonly wait?: boolean;
  /** Seconds. */
  readonly timeout?: number;
}

const MILLISECONDS = 1000;

/** `fed8s apply`: makes the clusters as they are declared. */
export const command = defineCommand<ApplyFlags>({
  name: 'apply',
  kind: 'ApplyReport',
  declare: (command_) =>
    waveOptions(
      policyOptions(
        liveOptions(
          command_
            .summary('make the clusters as they are declared')
            .description(
              'Applies what the program, a folder, or KubeFed YAML says to every cluster, by server-side apply under one owner, and ' +
                'deletes what that owner had there and declares no more. It first looks at all clusters, and writes nothing where more ' +
                'would be deleted than may be. A cluster that does not answer is left alone; run it again for the rest. ' +
                'Exit code 3: a cluster could not be asked, or an object not be applied.',
            ),
        ),
      ),
    )
      .addOption(
        new Option('--plan <file>', 'do what a plan says that was kept (plan --live --save), or nothing at all'),
      )
      .addOption(
        new Option('--dry-run <where>', 'ask the servers what they would do, and write nothing').choices(['server']),
      )
      .addOption(new Option('--wait', 'until everything is ready; with waves it always does'))
      .addOption(
        new Option('--timeout <seconds>', 'so long is waited, for each cluster (default: 300)').argParser(
          wholeNumber(1, 86_400),
        ),
      )
      .addHelpText(
        'after',
        examples([
          ['what the app of cdk8s.yaml declares', 'fed8s apply --owner shop'],
          ['what it would do, as the servers say', 'fed8s apply --owner shop --dry-run=server'],
          [
            'a folder that was reviewed, and until all of it is ready',
            'fed8s apply dist --owner shop --wait --timeout 600',
          ],
          [
            'first on 5 % of the clusters, then region by region, each watched for two minutes',
            'fed8s apply --owner shop --waves canary=5%,region --soak 120',
          ],
          ['take over what kubectl or Helm has put there, whatever it is', 'fed8s apply --owner shop --adopt always'],
        ]),
      ),
  run: async ({ io, format, progress, options, args }) => {
    const owner = ownerOf(options, io.env);
    const read = await readDesired(args[0], options, { io, format, progress });
    const expected = options.plan === undefined ? undefined : keptPlan(options.plan, owner);
    const id = inventoryIdOf(owner, options, io.env);
    const watched = applyProgressOn(io.stderr);
    const waves = wavesOfCall(options, read);
    if (expected !== undefined && waves !== undefined) throw new FederationError(planInWaves);
    const result = await onFleet(read, { flags: options, whenInterrupted: 'finish' }, ({ members, signal }) => {
      const request = {
        members,
        desired: read.everywhere,
        ...applySettingsOf(options, { owner, id, read, env: io.env }),
        ...(expected !== undefined && { expected }),
        signal,
        onProgress: watched.tell,
        dryRun: options.dryRun === 'server',
        wait: options.wait === true,
        ...(options.timeout !== undefined && { timeout: options.timeout * MILLISECONDS }),
      };
      if (waves === undefined) return apply(request);
      return applyInWaves({
        ...request,
        waves,
        onWave: watched.tellOfWave,
        ...(options.soak !== undefined && { soakSeconds: options.soak }),
        ...(options.maxFailures !== undefined && { maxFailures: options.maxFailures }),
      });
    }).finally(() => watched.end());
    const isOver = result.state === 'stopped' || options.dryRun !== undefined;
    const tokens = isOver ? { renewed: [], problems: [] } : await renewTokens(read, options);
    const refusals = result.clusters.flatMap((cluster) =>
      cluster.outcome === 'done' && cluster.value.outcome !== 'not-begun' ? cluster.value.problems : [],
    );
    return {
      kind: 'ApplyReport',
      problems: [...read.problems, ...result.problems, ...refusals, ...tokens.problems],
      data: {
        owner: owner.name,
        state: result.state,
        ...('waves' in result && { waves: result.waves }),
        clusters: result.clusters,
        renewedTokens: tokens.renewed,
      },
      text: (paint) => (result.state === 'stopped' ? '' : `${textOf(result, paint)}${renewedText(tokens)}`),
      exit: exitOf(result, options),
    };
  },
});

/** After a first wave the clusters are no longer as the plan found them. */
const planInWaves: Problem = {
  code: 'invalid-call',
  severity: 'error',
  message: 'A plan that was kept is carried out at once, and not in waves.',
  remedy: 'Leave out --plan, or --waves (and `waves` of cdk8s.yaml).',
};

function renewedText({ renewed }: RenewDueResult): string {
  return renewed.length === 0 ? '' : `The host has a new token for ${listed(renewed)}.\n`;
}

function textOf(result: ApplyResult | WavesResult, paint: Paint): string {
  return 'waves' in result
    ? `${wavesText(result.waves, paint)}\n${applyText(result, paint)}`
    : applyText(result, paint);
}

/** A dry run leaves no trace in the lock; what has no inventory yet has none of a made up id. */
function inventoryIdOf({ name }: Owner, { lock, dryRun }: ApplyFlags, env: CliIo['env']): string {
  const place = { owner: name, lock, env };
  return dryRun === undefined ? inventoryIdToWrite(place) : (knownInventoryId(place) ?? randomUUID());
}

/** A plan that is to be carried out by the owner that made it. */
function keptPlan(file: string, { name }: Owner): ExpectedPlan {
  const text = readRegularFile(file)?.toString();
  if (text === undefined) {
    throw new FederationError({
      code: 'unreadable-file',
      severity: 'error',
      message: `There is no file ${file}.`,
      remedy: 'Name the file of `fed8s plan --live --save FILE`.',
    });
  }
  const kept = readPlanFile(text, file);
  if (kept.owner === name) return { kept, file };
  throw new FederationError({
    code: 'invalid-call',
    severity: 'error',
    message: `The plan ${file} is of ${kept.owner}, and ${name} is to apply it.`,
    remedy: `Apply it as its owner (--owner ${kept.owner}).`,
  });
}

function exitOf({ state, clusters }: ApplyResult, { dryRun }: ApplyFlags): ExitCode {
  if (state === 'stopped') return 1;
  if (state === 'incomplete') return 3;
  const changes = clusters.some(
    ({ outcome, ...cluster }) =>
      outcome === 'done' &&
      'value' in cluster &&
      cluster.value.outcome === 'applied' &&
      cluster.value.objects.some((object) => object.outcome !== 'unchanged' && object.outcome !== 'kept'),
  );
  return dryRun !== undefined && changes ? 2 : 0;
}
