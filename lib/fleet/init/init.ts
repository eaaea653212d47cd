import { apiFailure, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type Scope } from '../../model/federated-type';
import { DEFAULT_SYSTEM_NAMESPACE } from '../../model/federation';
import { type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { refOfManifest } from '../../model/ref-of-manifest';
import { type Clock, machineClock } from '../clock';
import { kubefedIsLive } from '../host/host-state';
import { kubefedLeader } from '../host/kubefed-leader';
import { mapAt } from '../json-fields';
import { MANAGED_BY, MANAGED_BY_LABEL } from '../marks';
import { metadataOf } from '../metadata-of';
import { conditionOf } from '../readiness/status-fields';
import { type Remedy, ensureObject } from '../steps/ensure-object';
import { type Halted, type Progressed, type Step, type WorkPlace, halt, refuse } from '../steps/step';
import { kubefedConfigObject } from './kubefed-config-object';
import { SCHEMA_DIGEST, kubefedCrds } from './kubefed-crds';

/** A cluster that becomes a host. */
export interface InitOptions {
  readonly host: ClusterApi;
  /** @default kube-federation-system */
  readonly kubefedNamespace?: string;
  /** `Namespaced`: KubeFed's namespace alone is federated. It cannot be changed later. @default Cluster */
  readonly scope?: Scope;
  /** Writes also where a controller of KubeFed is at work. @default false */
  readonly besideKubefed?: boolean;
  /** Reads, and says what would be done. @default false */
  readonly dryRun?: boolean;
  /** @default the time of this machine */
  readonly clock?: Clock;
}

/** What init has done. */
export type InitResult = { readonly steps: readonly Step[] } & (
  { readonly outcome: 'initialized' | 'planned'; readonly scope: Scope } | Halted
);

/** A new kind is waited for so long, in milliseconds. */
const ESTABLISH_WAIT = 30_000;
const ESTABLISH_LOOK = 100;

/**
 * Gives a cluster KubeFed's API, where it has none: its namespace, its kinds and its KubeFedConfig, so that clusters can be
 * joined to it and kubectl shows them. What KubeFed's own chart has brought is left as it is.
 */
export async function init(options: InitOptions): Promise<InitResult> {
  const steps: Step[] = [];
  const done = await initialized(options, (step) => void steps.push(step));
  const outcome = options.dryRun === true ? 'planned' : 'initialized';
  return done.outcome === 'ok' ? { steps, outcome, scope: done.value } : { steps, ...done };
}

async function initialized(options: InitOptions, log: WorkPlace['log']): Promise<Progressed<Scope>> {
  const { host, kubefedNamespace: namespace = DEFAULT_SYSTEM_NAMESPACE, scope = 'Cluster', dryRun = false } = options;
  const { clock = machineClock, besideKubefed = false } = options;
  const place: WorkPlace = { on: 'host', api: host, dryRun, log };
  const leader = await kubefedLeader(host, { namespace, clock });
  if (leader.outcome === 'failed') return halt('host', leader.failure);
  if (leader.value.state === 'live' && !besideKubefed) return refuse(kubefedIsLive(leader.value.holder));
  const made = await ensureObject(
    place,
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { [MANAGED_BY_LABEL]: MANAGED_BY } } },
    () => ({ kind: 'fine' }),
  );
  if (made.outcome !== 'ok') return made;
  for (const crd of kubefedCrds) {
    const done = await ensureObject(place, crd, (living) => crdRemedy(crd, living));
    if (done.outcome !== 'ok') return done;
  }
  for (const crd of dryRun ? [] : kubefedCrds) {
    const established = await untilEstablished(place, crd, clock);
    if (established.outcome !== 'ok') return established;
  }
  const config = kubefedConfigObject(namespace, scope);
  const done = await ensureObject(place, config, (living) => scopeRemedy(living, options.scope));
  if (done.outcome !== 'ok') return done;
  return ok(mapAt(done.value, 'spec').scope === 'Namespaced' ? 'Namespaced' : 'Cluster');
}

/** Ours is brought up to date; that of KubeFed is left alone where it serves the version that is needed. */
function crdRemedy(wanted: JsonObject, living: JsonObject): Remedy {
  const { labels, annotations } = metadataOf(living);
  if (annotations[SCHEMA_DIGEST] === metadataOf(wanted).annotations[SCHEMA_DIGEST]) return { kind: 'fine' };
  if (labels[MANAGED_BY_LABEL] === MANAGED_BY && annotations[SCHEMA_DIGEST] !== undefined) {
    const metadata = {
      ...mapAt(living, 'metadata'),
      annotations: { ...annotations, ...metadataOf(wanted).annotations },
    };
    return { kind: 'replace', object: { ...living, metadata, spec: wanted.spec ?? {} }, detail: 'schema' };
  }
  const [version] = versionsOf(wanted);
  if (version !== undefined && versionsOf(living).includes(version)) return { kind: 'fine' };
  return {
    kind: 'refuse',
    problem: {
      code: 'foreign-object',
      severity: 'error',
      message: `The host has a CustomResourceDefinition ${metadataOf(wanted).name} that does not serve ${version ?? ''}.`,
      remedy: 'Bring it to that version, or remove it together with its objects.',
    },
  };
}

function versionsOf(crd: JsonObject): readonly string[] {
  const { versions } = mapAt(crd, 'spec');
  return (isJsonList(versions) ? versions : [])
    .filter(isJsonObject)
    .flatMap(({ name, served }) => (typeof name === 'string' && served === true ? [name] : []));
}

function scopeRemedy(living: JsonObject, asked: Scope | undefined): Remedy {
  const { scope } = mapAt(living, 'spec');
  if (asked === undefined || scope === asked) return { kind: 'fine' };
  return {
    kind: 'refuse',
    problem: {
      code: 'foreign-object',
      severity: 'error',
      message: `The KubeFedConfig of the host has the other scope, and a scope cannot be changed.`,
      remedy: `Leave --scope out, or use another namespace of KubeFed.`,
    },
  };
}

async function untilEstablished({ api, on }: WorkPlace, crd: JsonObject, clock: Clock): Promise<Progressed<undefined>> {
  const ref = refOfManifest(crd);
  for (let waited = 0; waited < ESTABLISH_WAIT; waited += ESTABLISH_LOOK) {
    const living = await api.get(ref);
    if (living.outcome === 'failed') return halt(on, living.failure, ref);
    if (conditionOf(living.value, 'Established')?.status === 'True') return ok(undefined);
    await clock.sleep(ESTABLISH_LOOK);
  }
  const message = `The host does not serve ${ref.name} 30 seconds after it was created.`;
  return halt(on, apiFailure({ kind: 'timeout', message }), ref);
}
