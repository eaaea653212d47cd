import { clusterSpecShape } from './api-shapes';
import { type ClusterProperties, readProperties } from './cluster-property';
import { CORE_GROUP } from './federated-type';
import { type Finding } from './finding';
import { type JsonObject, isJsonObject } from './json';
import { checkDnsLabel, checkLabelKey, checkLabelValue } from './label-syntax';
import { type ObjectRef } from './object-ref';
import { type Taint, TAINTS_ANNOTATION, readTaints } from './taint';
import { unknownFields } from './unknown-fields';

/** The annotation of a KubeFedCluster that names its kubeconfig context. */
export const CONTEXT_ANNOTATION = 'fed8s.dev/context';

/** A member cluster: what a KubeFedCluster says of it. */
export interface Cluster {
  readonly name: string;
  /** What cluster selectors are matched against. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Its kubeconfig context (annotation `fed8s.dev/context`). */
  readonly context?: string;
  /** What keeps objects off that do not tolerate it (annotation `fed8s.dev/taints`). */
  readonly taints?: readonly Taint[];
  /** Numbers to place by (annotations `properties.fed8s.dev/...`). */
  readonly properties?: ClusterProperties;
  /** False only where the status in the input says so: there are conditions, and none of them is Ready=True. */
  readonly ready: boolean;
  readonly origin?: string;
}

/** Where a manifest was found, and who wants to hear what is wrong with it. */
export interface ReadingPlace {
  readonly origin: string | undefined;
  readonly report: (finding: Finding) => void;
}

/** Reads a KubeFedCluster. What an API server would refuse is reported; undefined where it has no name to be known by. */
export function readCluster(manifest: JsonObject, { origin, report }: ReadingPlace): Cluster | undefined {
  const metadata = isJsonObject(manifest.metadata) ? manifest.metadata : {};
  const name = typeof metadata.name === 'string' ? metadata.name : '';
  const object: ObjectRef = { apiVersion: `${CORE_GROUP}/v1beta1`, kind: 'KubeFedCluster', name };
  const at = { severity: 'error', kubefed: 'error', object, ...(origin !== undefined && { origin }) } as const;

  const nameProblem = checkDnsLabel(name);
  if (nameProblem !== undefined) {
    report({
      ...at,
      code: 'invalid-cluster-name',
      message: `${JSON.stringify(name)} is no cluster name: ${nameProblem}.`,
      remedy: 'Name the cluster by a DNS label, for example eu-west-1: it becomes a folder and a KubeFedCluster.',
    });
  }
  const labels = readStringMap(metadata.labels);
  const annotations = readStringMap(metadata.annotations);
  if (!labels.isValid || !annotations.isValid) {
    report({
      ...at,
      code: 'invalid-label',
      message: `The labels and annotations of cluster ${name} must map strings to strings.`,
      remedy: 'Quote the values: `gpu: "true"`, not `gpu: true`.',
    });
  }
  for (const [key, value] of Object.entries(labels.strings)) {
    const problem = checkLabelKey(key) ?? checkLabelValue(value);
    if (problem === undefined) continue;
    report({
      ...at,
      code: 'invalid-label',
      message: `The label ${key}=${value} of cluster ${name} is not valid: ${problem}.`,
      remedy: 'Write a key [prefix/]name and a value of at most 63 letters, digits, "-", "_" and ".".',
    });
  }
  const { taints, problems: ofTaints } = readTaints(annotations.strings[TAINTS_ANNOTATION] ?? '');
  const { properties, problems: ofProperties } = readProperties(annotations.strings);
  for (const problem of ofTaints) {
    report({
      ...at,
      code: 'invalid-taint',
      message: `On cluster ${name} ${problem}.`,
      remedy: `Write ${TAINTS_ANNOTATION} as kubectl writes taints: gpu=true:NoSchedule,drain:NoExecute.`,
    });
  }
  for (const problem of ofProperties) {
    report({
      ...at,
      code: 'invalid-property',
      message: `On cluster ${name} ${problem}.`,
      remedy: 'Write a number or a quantity of Kubernetes: 3, 0.5, 64Gi.',
    });
  }
  if (nameProblem !== undefined) return undefined;
  const unknown = unknownFields(manifest.spec, clusterSpecShape, { kind: 'KubeFedCluster', path: '/spec' });
  for (const one of unknown) report({ ...at, ...one });
  const context = annotations.strings[CONTEXT_ANNOTATION];
  return {
    name,
    labels: labels.strings,
    annotations: annotations.strings,
    ...(context !== undefined && { context }),
    ...(taints.length > 0 && { taints }),
    ...(Object.keys(properties).length > 0 && { properties }),
    ready: isReady(manifest.status),
    ...(origin !== undefined && { origin }),
  };
}

function readStringMap(value: unknown): {
  readonly strings: Readonly<Record<string, string>>;
  readonly isValid: boolean;
} {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  const strings = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    strings: Object.freeze(Object.fromEntries(strings)),
    isValid: value === undefined || value === null || (isJsonObject(value) && strings.length === entries.length),
  };
}

/** KubeFed v0.10.0, pkg/controller/util/cluster_util.go: a condition Ready with status True, and nothing else. */
function isReady(status: unknown): boolean {
  if (!isJsonObject(status) || !Array.isArray(status.conditions) || status.conditions.length === 0) return true;
  return status.conditions.some(
    (condition: unknown) => isJsonObject(condition) && condition.type === 'Ready' && condition.status === 'True',
  );
}
