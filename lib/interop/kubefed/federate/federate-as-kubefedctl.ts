import { TYPES_GROUP } from '../../../model/federated-type';
import { type JsonObject } from '../../../model/json';
import { type ObjectRef } from '../../../model/object-ref';
import { type Problem } from '../../../model/problem';
import { type FederatedManifests, type PlainManifest } from './federated-manifests';
import { kubefedctlTemplate, onAllClusters } from './kubefedctl-template';
import { type LeftOut, skippedByKubefedctl } from './left-out';
import { valueAt } from './json-removal';

const API_VERSION = `${TYPES_GROUP}/v1beta1`;

/**
 * What `kubefedctl federate -f` prints of manifests (KubeFed v0.10.0, pkg/kubefedctl/federate/federate.go): one Federated
 * object for each, with a namespace if and only if the manifest names one. With `contents`, what
 * `kubefedctl federate namespace NAME --contents -o yaml` prints of a cluster that holds the manifests.
 *
 * One thing is not copied: of a document that holds comments only, kubefedctl makes an object of the kind `Federated`.
 */
export function federateAsKubefedctl(
  plain: readonly PlainManifest[],
  options: {
    readonly contents: boolean;
    readonly namespace: string | undefined;
    readonly report: (problem: Problem) => void;
  },
): Pick<FederatedManifests, 'manifests' | 'leftOut'> {
  const { contents, namespace, report } = options;
  if (namespace !== undefined) {
    report({
      code: 'option-ignored',
      severity: 'warning',
      message: `kubefedctl ignores a namespace given beside a file, so objects that name none stay without one.`,
      remedy: 'Set metadata.namespace in the file, or use strict semantics.',
    });
  }
  const federated: JsonObject[] = [];
  const leftOut: LeftOut[] = [];
  const namespaces = { declared: new Set<string>(), used: new Set<string>() };
  for (const { manifest, origin } of plain) {
    const object = refOf(manifest);
    const at = { object, ...(origin !== undefined && { origin }) };
    const skipped = contents ? skippedByKubefedctl(object) : undefined;
    if (skipped !== undefined) {
      leftOut.push({ ...at, ...skipped });
      continue;
    }
    const made = kubefedctlTemplate(manifest);
    if ('failure' in made) {
      report({ ...made.failure, severity: 'error', ...at });
      continue;
    }
    const isNamespace = manifest.kind === 'Namespace';
    (isNamespace ? namespaces.declared : namespaces.used).add(isNamespace ? object.name : (object.namespace ?? ''));
    federated.push(
      onAllClusters({
        apiVersion: API_VERSION,
        kind: `Federated${manifest.kind}`,
        name: object.name,
        namespace: isNamespace ? object.name : object.namespace,
        template: made.template,
      }),
    );
    reportLosses(manifest, { ...at, severity: 'warning' }, made.droppedAnnotations, report);
  }
  const added = contents
    ? [...namespaces.used]
        .filter((name) => name !== '' && !namespaces.declared.has(name))
        .sort()
        .map(emptyNamespace)
    : [];
  return { manifests: [...added, ...federated], leftOut };
}

function emptyNamespace(name: string): JsonObject {
  return onAllClusters({ apiVersion: API_VERSION, kind: 'FederatedNamespace', name, namespace: name, template: {} });
}

function refOf(manifest: PlainManifest['manifest']): ObjectRef {
  const name = valueAt(manifest, ['metadata', 'name']);
  const namespace = valueAt(manifest, ['metadata', 'namespace']);
  return {
    apiVersion: manifest.apiVersion,
    kind: manifest.kind,
    ...(typeof namespace === 'string' && namespace !== '' && { namespace }),
    name: typeof name === 'string' ? name : '',
  };
}

function reportLosses(
  manifest: PlainManifest['manifest'],
  at: Pick<Problem, 'object' | 'origin' | 'severity'>,
  droppedAnnotations: readonly string[],
  report: (problem: Problem) => void,
): void {
  if (droppedAnnotations.length > 0) {
    report({
      ...at,
      code: 'annotations-dropped',
      message: `kubefedctl does not put annotations into a template: ${droppedAnnotations.join(', ')}.`,
      remedy: 'Use strict semantics, which keep them.',
      path: '/metadata/annotations',
    });
  }
  if (manifest.kind.endsWith('List') && Array.isArray(manifest.items)) {
    report({
      ...at,
      code: 'list-not-opened',
      message: `kubefedctl does not open a ${manifest.kind}: it becomes one Federated${manifest.kind}, which no KubeFed takes.`,
      remedy: 'Use strict semantics or --contents, which open it.',
    });
  } else if (at.object?.name === '') {
    report({
      ...at,
      code: 'invalid-name',
      message: 'The object has no name, so what kubefedctl makes of it has none.',
      remedy: 'Give it metadata.name.',
      path: '/metadata/name',
    });
  }
}
