import { own } from '../../../model/frozen-json';
import { type Json, type JsonObject, isJsonObject } from '../../../model/json';
import { groupOf } from '../../../model/object-ref';
import { type TemplateProblem } from './kubefedctl-template';
import { valueAt, withKey, withoutKeys, withoutPath } from './json-removal';

/** What an API server puts into metadata, or what means something on one cluster only. */
const SERVER_METADATA: ReadonlySet<string> = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generateName',
  'generation',
  'managedFields',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** Annotations that a cluster or kubectl writes for itself. */
const CLUSTER_ANNOTATION = new RegExp(
  '^(?:' +
    [
      'autoscaling\\.alpha\\.kubernetes\\.io/(?:conditions|current-metrics)',
      'batch\\.kubernetes\\.io/job-tracking',
      'deployment\\.kubernetes\\.io/(?:revision|revision-history|desired-replicas|max-replicas)',
      'deprecated\\.daemonset\\.template\\.generation',
      'kubectl\\.kubernetes\\.io/last-applied-configuration',
      'pv\\.kubernetes\\.io/.+',
      'volume\\.(?:beta\\.)?kubernetes\\.io/(?:selected-node|storage-provisioner)',
    ].join('|') +
    ')$',
);

/** Finalizers that a cluster adds by itself, for work that it then does. */
const CLUSTER_FINALIZERS: ReadonlySet<string> = new Set([
  'batch.kubernetes.io/job-tracking',
  'customresourcecleanup.apiextensions.k8s.io',
  'foregroundDeletion',
  'kubernetes.io/pv-protection',
  'kubernetes.io/pvc-protection',
  'orphan',
  'service.kubernetes.io/load-balancer-cleanup',
]);

/** Where the metadata of templates inside an object are; a server answers `creationTimestamp: null` in each. */
const INNER_METADATA: Readonly<Record<string, readonly (readonly string[])[]>> = {
  '/ReplicationController': [['spec', 'template', 'metadata']],
  'apps/DaemonSet': [['spec', 'template', 'metadata']],
  'apps/Deployment': [['spec', 'template', 'metadata']],
  'apps/ReplicaSet': [['spec', 'template', 'metadata']],
  'apps/StatefulSet': [
    ['spec', 'template', 'metadata'],
    ['spec', 'volumeClaimTemplates', '*', 'metadata'],
  ],
  'batch/CronJob': [
    ['spec', 'jobTemplate', 'metadata'],
    ['spec', 'jobTemplate', 'spec', 'template', 'metadata'],
  ],
  'batch/Job': [['spec', 'template', 'metadata']],
};

const JOB_LABELS: ReadonlySet<string> = new Set([
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'controller-uid',
  'job-name',
]);

/** A template, and what a person may have meant that is not in it. */
export interface StrictTemplate {
  readonly template: JsonObject;
  readonly warnings: readonly TemplateProblem[];
}

/**
 * The template of an object with everything that its author can have said: without what an API server or a controller
 * assigns, whether the object was written by hand or read from a cluster.
 *
 * @param apiVersion for the template to carry, where the type of the Federated kind would say another.
 */
export function strictTemplate(manifest: JsonObject, apiVersion: string | undefined): StrictTemplate {
  const warnings: TemplateProblem[] = [];
  const stripped = withoutFieldsOfKind(manifest, (warning) => void warnings.push(warning));
  const metadata = templateMetadata(stripped.metadata, (warning) => void warnings.push(warning));
  const rest = withoutKeys(stripped, (key) => ['apiVersion', 'kind', 'metadata', 'status'].includes(key));
  const template = {
    ...(apiVersion !== undefined && { apiVersion }),
    ...(metadata !== undefined && { metadata }),
    ...rest,
  };
  return { template, warnings };
}

/** Undefined where nothing is left; what is no object stays, for `resolve` to refuse. */
function templateMetadata(metadata: Json | undefined, warn: (warning: TemplateProblem) => void): Json | undefined {
  if (!isJsonObject(metadata)) return metadata;
  const { ownerReferences } = metadata;
  if (Array.isArray(ownerReferences) && ownerReferences.length > 0) {
    warn(
      dropped(
        '/metadata/ownerReferences',
        'an owner is known by a uid of its own on every cluster',
        'Delete the object together with its owner by other means.',
      ),
    );
  }
  let kept = withoutKeys(metadata, (key) => key === 'name' || key === 'namespace' || SERVER_METADATA.has(key));
  if (isJsonObject(kept.annotations)) {
    kept = withKey(
      kept,
      'annotations',
      withoutKeys(kept.annotations, (key) => CLUSTER_ANNOTATION.test(key)),
    );
  }
  if (Array.isArray(kept.finalizers)) {
    const finalizers = kept.finalizers.filter((one: Json) => typeof one !== 'string' || !CLUSTER_FINALIZERS.has(one));
    kept = withKey(kept, 'finalizers', finalizers);
  }
  kept = withoutKeys(kept, (key) => CONTAINERS.has(key) && isEmpty(own(kept, key)));
  return isEmpty(kept) ? undefined : kept;
}

const CONTAINERS: ReadonlySet<string> = new Set(['annotations', 'finalizers', 'labels']);

function withoutFieldsOfKind(manifest: JsonObject, warn: (warning: TemplateProblem) => void): JsonObject {
  const kind = `${groupOf(manifest.apiVersion as string)}/${manifest.kind as string}`;
  const cleaned = innerMetadata(kind).reduce<JsonObject>(
    (object, path) => withoutPath(object, [...path, 'creationTimestamp'], (found) => found === null),
    manifest,
  );
  switch (kind) {
    case '/Namespace':
      return withoutEmptySpec(withoutPath(cleaned, ['spec', 'finalizers']));
    case '/ServiceAccount':
      return withoutTokens(cleaned);
    case '/Service':
      return withoutAddresses(cleaned, warn);
    case '/PersistentVolumeClaim':
      return withoutChosen(cleaned, 'volumeName', 'volumes have a name of their own on every cluster', warn);
    case '/Pod':
      return withoutChosen(cleaned, 'nodeName', 'nodes have names of their own on every cluster', warn);
    case '/PersistentVolume':
      return withoutPath(withoutPath(cleaned, ['spec', 'claimRef', 'uid']), ['spec', 'claimRef', 'resourceVersion']);
    case 'apps/StatefulSet':
      return withoutPath(cleaned, ['spec', 'volumeClaimTemplates', '*', 'status']);
    case 'batch/Job':
      return withoutGeneratedSelector(cleaned);
    default:
      return cleaned;
  }
}

function innerMetadata(kind: string): readonly (readonly string[])[] {
  return Object.hasOwn(INNER_METADATA, kind) ? (INNER_METADATA[kind] ?? []) : [];
}

function withoutEmptySpec(manifest: JsonObject): JsonObject {
  return isEmpty(manifest.spec) ? withoutKeys(manifest, (key) => key === 'spec') : manifest;
}

/** Without the token secrets that clusters up to Kubernetes 1.23 made; a list that a person wrote stays. */
function withoutTokens(account: JsonObject): JsonObject {
  const { secrets } = account;
  if (!Array.isArray(secrets)) return account;
  const name = valueAt(account, ['metadata', 'name']);
  const isToken = (one: Json): boolean => {
    const secret = valueAt(one, ['name']);
    if (typeof name !== 'string' || typeof secret !== 'string' || !secret.startsWith(`${name}-`)) return false;
    return /^(?:token|dockercfg)-[0-9a-z]{5}$/.test(secret.slice(name.length + 1));
  };
  const kept = secrets.filter((one: Json) => !isToken(one));
  if (kept.length === secrets.length) return account;
  return kept.length === 0 ? withoutKeys(account, (key) => key === 'secrets') : withKey(account, 'secrets', kept);
}

/** Without the addresses and ports that a cluster gives out; `None`, which makes a Service headless, stays. */
function withoutAddresses(service: JsonObject, warn: (warning: TemplateProblem) => void): JsonObject {
  const ports = valueAt(service, ['spec', 'ports']);
  const hasNodePort = Array.isArray(ports) && ports.some((port: Json) => Boolean(valueAt(port, ['nodePort'])));
  if (hasNodePort && !isFromServer(service)) {
    warn(
      dropped(
        '/spec/ports',
        'each cluster gives out node ports of its own, as KubeFed leaves it to them',
        'Where a port is free on every cluster, set spec.ports[].nodePort in the template again.',
      ),
    );
  }
  const isAddress = (found: Json): boolean => found !== 'None' && !(Array.isArray(found) && found.includes('None'));
  let stripped = withoutPath(service, ['spec', 'ports', '*', 'nodePort']);
  stripped = withoutPath(stripped, ['spec', 'healthCheckNodePort']);
  stripped = withoutPath(stripped, ['spec', 'clusterIP'], isAddress);
  return withoutPath(stripped, ['spec', 'clusterIPs'], isAddress);
}

/** Without a field of the spec that a cluster fills in, with a word where a person may have done so. */
function withoutChosen(
  manifest: JsonObject,
  field: string,
  why: string,
  warn: (warning: TemplateProblem) => void,
): JsonObject {
  const found = valueAt(manifest, ['spec', field]);
  const bound = valueAt(manifest, ['metadata', 'annotations', 'pv.kubernetes.io/bind-completed']);
  if (found !== undefined && found !== '' && bound === undefined && !isFromServer(manifest)) {
    warn(dropped(`/spec/${field}`, why, 'Set it by an override for the clusters that have it.'));
  }
  return withoutPath(manifest, ['spec', field]);
}

/** Without the selector of a Job that its controller wrote, and its labels. */
function withoutGeneratedSelector(job: JsonObject): JsonObject {
  if (valueAt(job, ['spec', 'manualSelector']) === true) return job;
  const selected = valueAt(job, ['spec', 'selector', 'matchLabels']);
  const generated = isJsonObject(selected) && Object.keys(selected).some((key) => key.endsWith('controller-uid'));
  let stripped = generated ? withoutPath(job, ['spec', 'selector']) : job;
  for (const metadata of [['metadata'], ['spec', 'template', 'metadata']]) {
    const labels = valueAt(stripped, [...metadata, 'labels']);
    const uid = isJsonObject(labels)
      ? (labels['batch.kubernetes.io/controller-uid'] ?? labels['controller-uid'])
      : undefined;
    if (uid === undefined) continue;
    for (const label of JOB_LABELS) stripped = withoutPath(stripped, [...metadata, 'labels', label]);
    stripped = withoutPath(stripped, [...metadata, 'labels'], isEmpty);
  }
  return stripped;
}

/** Whether an object was read from a cluster, where it is not known what of it a person said. */
function isFromServer(manifest: JsonObject): boolean {
  return ['uid', 'resourceVersion'].some((field) => Boolean(valueAt(manifest, ['metadata', field])));
}

function isEmpty(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

function dropped(path: string, why: string, remedy: string): TemplateProblem {
  const field = path.slice(1).replaceAll('/', '.');
  return { code: 'cluster-field-dropped', message: `${field} is not in the template as it was: ${why}.`, remedy, path };
}
