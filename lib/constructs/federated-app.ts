import { resolve } from 'node:path';
import { App, type AppProps, YamlOutputType } from 'cdk8s';
import { type Federation } from '../model/federation';
import { FederationError, isFederationError } from '../model/federation-error';
import { type Semantics } from '../model/finding';
import { checkDnsLabel } from '../model/label-syntax';
import { type Problem, describeProblem } from '../model/problem';
import { requireThat } from '../model/require-that';
import { type Explanation } from '../resolve/explain/explanation';
import { type Resolution } from '../resolve/resolution';
import { type SecretsPolicy } from '../synth/clear-secrets';
import { type LockUse } from '../synth/lock-use';
import { type RunReport } from '../synth/run-report';
import { type SynthSummary } from '../synth/synthesize';
import { choice } from './app-choice';
import { atWork } from './at-work';
import { markFederatedApp } from './federated-app-trait';
import { layoutOf } from './layout-of';

/** What a FederatedApp takes. */
export interface FederatedAppProps extends AppProps {
  /**
   * `strict` refuses what KubeFed would drop in silence; `kubefed` gives exactly what its controller would write.
   *
   * @default - the environment variable FED8S_SEMANTICS, else 'strict'
   */
  readonly semantics?: Semantics;
  /**
   * `Namespaced` is KubeFed limited to one namespace.
   *
   * @default - what a KubeFedConfig in the tree says, else 'Cluster'
   */
  readonly scope?: 'Cluster' | 'Namespaced';
  /**
   * KubeFed's own namespace.
   *
   * @default - that of a KubeFedConfig in the tree, else 'kube-federation-system'
   */
  readonly systemNamespace?: string;
  /**
   * What a Secret in clear in a folder is: a warning, or an error.
   *
   * @default - the environment variable FED8S_SECRETS, else 'warn'
   */
  readonly secrets?: SecretsPolicy;
  /**
   * Whether a warning stands against a synth as an error does.
   *
   * @default - the environment variable FED8S_WARNINGS_AS_ERRORS (`true`, `false`), else false
   */
  readonly warningsAsErrors?: boolean;
  /**
   * The file that keeps what was decided and what was where, so that no more moves than must, and nothing is deleted unasked. To
   * be committed. `none`: there is none.
   *
   * @default - the environment variable FED8S_LOCK, else `fed8s.lock.json` in the current folder, where outdir is below that
   */
  readonly lock?: string;
  /**
   * So many objects may go unasked, on a cluster and over the fleet, of what the lock and the folder have. For one
   * run `--max-deletes`, or the environment variable FED8S_MAX_DELETES, says another number.
   *
   * @default - 10 %, at least 5
   */
  readonly maxDeletes?: number;
}

/**
 * A cdk8s App that plays KubeFed's controller at synth time: one folder of plain manifests for each cluster.
 *
 * @example
 * const app = new FederatedApp();
 * const fleet = new FederatedChart(app, 'fleet');
 * new KubeFedCluster(fleet, 'cluster1');
 * app.synth(); // dist/cluster1/...
 */
export class FederatedApp extends App {
  public readonly semantics: Semantics;
  public readonly scope: 'Cluster' | 'Namespaced' | undefined;
  /** KubeFed's own namespace, where it was given. */
  public readonly systemNamespace: string | undefined;
  public readonly secrets: SecretsPolicy;
  public readonly warningsAsErrors: boolean;
  /** The lock that was asked for. */
  public readonly lock: string | undefined;
  /** The number of deletions that was given. */
  public readonly maxDeletes: number | undefined;

  public constructor(props: FederatedAppProps = {}) {
    super(props);
    requireTypes(this);
    this.semantics = choice(props.semantics, 'FED8S_SEMANTICS', ['strict', 'kubefed']);
    this.secrets = choice(props.secrets, 'FED8S_SECRETS', ['warn', 'refuse']);
    const { scope, systemNamespace, warningsAsErrors, lock, maxDeletes } = props;
    const isChoice = warningsAsErrors === undefined || typeof (warningsAsErrors as unknown) === 'boolean';
    requireThat(isChoice, 'FederatedApp: warningsAsErrors must be true or false.');
    const asked = warningsAsErrors === undefined ? undefined : warningsAsErrors ? 'true' : 'false';
    this.warningsAsErrors = choice(asked, 'FED8S_WARNINGS_AS_ERRORS', ['false', 'true']) === 'true';
    const isScope = scope === undefined || ['Cluster', 'Namespaced'].includes(scope);
    requireThat(isScope, "FederatedApp: scope must be 'Cluster' or 'Namespaced'.");
    const isNamespace = systemNamespace === undefined || checkDnsLabel(systemNamespace) === undefined;
    requireThat(isNamespace, 'FederatedApp: systemNamespace must be the name of a namespace.');
    const isFile = lock === undefined || (typeof (lock as unknown) === 'string' && lock !== '' && !lock.includes('\0'));
    requireThat(isFile, "FederatedApp: lock must be the path of a file, or 'none'.");
    const isNumber = maxDeletes === undefined || (Number.isSafeInteger(maxDeletes) && maxDeletes >= 0);
    requireThat(isNumber, 'FederatedApp: maxDeletes must be a number of objects.');
    this.lock = lock;
    this.maxDeletes = maxDeletes;
    this.scope = scope;
    this.systemNamespace = systemNamespace;
    markFederatedApp(this);
  }

  /** What the tree says, as plain data. */
  public federation(): Federation {
    return atWork.federationOfTree(this, { scope: this.scope, systemNamespace: this.systemNamespace });
  }

  /** What every cluster gets, and why. Writes nothing and throws for nothing: what is wrong is in `problems`. */
  public resolve(options: { readonly semantics?: Semantics } = {}): Resolution {
    const { use, problems } = this.readLock();
    const resolution = this.resolveBy(use, options.semantics);
    return problems.length === 0 ? resolution : { ...resolution, problems: [...problems, ...resolution.problems] };
  }

  /**
   * Why an object is, or is not, on each cluster, and who has set what is different there.
   *
   * @throws FederationError `unknown-object`, `unknown-cluster`.
   *
   * @example
   * console.log(app.explain('deployment/shop/web', 'cluster2').clusters);
   */
  public explain(object: string, cluster?: string): Explanation {
    const locked = atWork.lockUse.decisionsToKeep(this.readLock().use);
    return atWork.explain(this.federation(), { object, cluster, semantics: this.semantics, locked });
  }

  /**
   * Writes the folder of every cluster below `outdir`. Warnings go to stderr. Run by a command of fed8s that only looks (`fed8s
   * explain`), it hands its federation on and writes nothing.
   *
   * @throws FederationError with every problem of the tree, before anything is written.
   */
  public override synth(): SynthSummary {
    const { outdir, secrets, warningsAsErrors } = this;
    const handOver = process.env.FED8S_FEDERATION;
    if (handOver !== undefined && handOver !== '') {
      atWork.handOver(handOver, {
        federation: this.federation(),
        semantics: this.semantics,
        lock: this.guard().file,
        maxDeletes: this.maxDeletes,
        ...(outdir !== process.env.CDK8S_OUTDIR && { outdir: resolve(outdir) }),
      });
      return { outdir, clusters: 0, files: { written: 0, unchanged: 0, removed: 0 }, bytes: 0, problems: [] };
    }
    const reportFile = process.env.FED8S_REPORT === '' ? undefined : process.env.FED8S_REPORT;
    const report = (parts: Omit<RunReport, 'outdir'>): void => {
      if (reportFile !== undefined) atWork.writeRunReport(reportFile, { outdir, ...parts });
    };
    let summary: SynthSummary;
    try {
      const { budget } = this.guard();
      const lock = this.useLock();
      const resolution = this.resolveBy(lock);
      summary = atWork.synthesize(resolution, {
        outdir,
        secrets,
        warningsAsErrors,
        layout: layoutOf(this),
        lock,
        budget,
      });
    } catch (error) {
      if (isFederationError(error)) report({ problems: error.problems });
      throw error;
    }
    report({ files: summary.files, lock: summary.lock, problems: summary.problems });
    if (reportFile === undefined) {
      // An app is run as a program, by cdk8s among others, and nobody looks at what this returns.
      for (const problem of summary.problems) process.stderr.write(`${describeProblem(problem)}\n`);
    }
    return summary;
  }

  private resolveBy(lock: LockUse | undefined, semantics = this.semantics): Resolution {
    return atWork.resolve(this.federation(), { semantics, locked: atWork.lockUse.decisionsToKeep(lock) });
  }

  /** @throws FederationError where the lock cannot be read. */
  private useLock(): LockUse | undefined {
    return atWork.lockUse.useLock({ outdir: this.outdir, ...this.guard() });
  }

  private guard(): ReturnType<typeof atWork.guardOf> {
    return atWork.guardOf({ lock: this.lock, usualDeletes: this.maxDeletes }, process.env);
  }

  /** What keeps a lock from being read is told with what else is wrong. */
  private readLock(): { readonly use?: LockUse | undefined; readonly problems: readonly Problem[] } {
    try {
      return { use: this.useLock(), problems: [] };
    } catch (error) {
      if (isFederationError(error)) return { problems: error.problems };
      throw error;
    }
  }

  /**
   * Without an argument the objects of KubeFed's API, as a plain cdk8s App would write them; with the name of a cluster what
   * that cluster gets.
   *
   * @throws FederationError where the tree has errors, or no such cluster.
   */
  public override synthYaml(cluster?: string): string {
    if (cluster === undefined) return super.synthYaml();
    const resolution = this.resolve();
    if (resolution.problems.some(({ severity }) => severity === 'error'))
      throw new FederationError(resolution.problems);
    const found = resolution.clusters.find(({ name }) => name === cluster);
    if (found === undefined) {
      throw new FederationError({
        code: 'unknown-cluster',
        severity: 'error',
        message: `There is no cluster ${cluster}.`,
        remedy: `The clusters are ${resolution.clusters.map(({ name }) => name).join(', ')}.`,
        cluster,
      });
    }
    return atWork.documentsText(found.manifests);
  }
}

/** What cdk8s takes as it comes. */
function requireTypes({ outdir, outputFileExtension, yamlOutputType }: App): void {
  const isPath = typeof (outdir as unknown) === 'string' && outdir !== '' && !outdir.includes('\0');
  requireThat(isPath, 'FederatedApp: outdir (or CDK8S_OUTDIR) must be the path of a folder.');
  const isText = typeof (outputFileExtension as unknown) === 'string';
  requireThat(isText, 'FederatedApp: outputFileExtension must be text.');
  const isKnown = typeof (yamlOutputType as unknown) === 'number' && yamlOutputType in YamlOutputType;
  requireThat(isKnown, 'FederatedApp: yamlOutputType must be one of YamlOutputType.');
}
