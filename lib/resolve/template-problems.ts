import { type FederatedObject } from '../model/federated-object';
import { isNamespaceTarget } from '../model/federated-type';
import { own } from '../model/frozen-json';
import { isJsonObject } from '../model/json';
import { type ProblemLog } from './problem-log';
import { isDropped, isStringMap } from './template';

/** What a server, or a controller, puts into the metadata of an object that is there. A resourceVersion is refused elsewhere. */
const SERVER_FIELDS = ['uid', 'creationTimestamp', 'generation', 'selfLink', 'managedFields', 'ownerReferences'];

/** Tells of what KubeFed would do to a template without a word, or with no more than an event. */
export function reportTemplate(object: FederatedObject, log: ProblemLog): void {
  const { template, target } = object;
  if (template === undefined) return;
  if (!isJsonObject(template)) {
    log.strict(object, {
      code: 'invalid-template',
      message: 'spec.template is no object, so KubeFed puts nothing anywhere.',
      remedy: `Write the ${target.kind} there, without apiVersion and kind, or leave spec.template out.`,
      path: '/spec/template',
    });
    return;
  }
  const kind = own(template, 'kind');
  if (kind !== undefined && kind !== target.kind) {
    log.strict(object, {
      code: 'template-mismatch',
      message: `The template is of kind ${JSON.stringify(kind)}, and a ${object.ref.kind} makes a ${target.kind} of it.`,
      remedy: `Use the Federated kind of ${JSON.stringify(kind)}, or remove kind from the template.`,
      path: '/spec/template/kind',
    });
  }
  if (own(template, 'status') !== undefined) {
    log.strict(object, {
      code: 'status-in-template',
      message: 'The template carries a status, which only a cluster can know.',
      remedy: 'Remove status from the template.',
      path: '/spec/template/status',
    });
  }
  reportMetadata(object, own(template, 'metadata'), log);
}

function reportMetadata(object: FederatedObject, metadata: unknown, log: ProblemLog): void {
  if (metadata === undefined) return;
  if (!isJsonObject(metadata)) {
    log.strict(object, {
      code: 'invalid-template',
      message:
        'metadata of the template is no object, so KubeFed sets neither name nor label and the API server refuses it.',
      remedy: 'Remove metadata from the template, or make it an object.',
      path: '/spec/template/metadata',
    });
    return;
  }
  const expected = { name: object.name, namespace: isNamespaceTarget(object.target) ? undefined : object.namespace };
  for (const field of ['name', 'namespace'] as const) {
    const value = own(metadata, field);
    if (value === undefined || value === expected[field]) continue;
    if (field === 'namespace' && isNamespaceTarget(object.target)) continue;
    log.strict(object, {
      code: 'template-mismatch',
      message: `metadata.${field} of the template is ${JSON.stringify(value)}; KubeFed sets ${expected[field] === undefined ? 'none' : JSON.stringify(expected[field])}.`,
      remedy: `Remove metadata.${field} from the template: the ${field} of the federated object counts.`,
      path: `/spec/template/metadata/${field}`,
    });
  }
  for (const field of SERVER_FIELDS) {
    const value = own(metadata, field);
    if (value === undefined || value === null) continue;
    log.warn(object, {
      code: 'server-field-in-template',
      message: `metadata.${field} of the template is that of an object on one cluster, and goes to all.`,
      remedy: `Remove metadata.${field} from the template.`,
      path: `/spec/template/metadata/${field}`,
    });
  }
  const { labels } = metadata;
  if (labels !== undefined && labels !== null && !isStringMap(labels)) {
    log.strict(object, {
      code: 'invalid-template',
      message: 'A label of the template is no string, and for that KubeFed loses all of its labels.',
      remedy: 'Quote the values of labels.',
      path: '/spec/template/metadata/labels',
    });
  }
}

/** What the controller warns of with an event: it drops annotations and finalizers of a template. */
export function warnOfDropped(object: FederatedObject, log: ProblemLog): void {
  const metadata = isJsonObject(object.template) ? own(object.template, 'metadata') : undefined;
  if (!isJsonObject(metadata)) return;
  for (const field of ['annotations', 'finalizers'] as const) {
    if (!isDropped(metadata, field)) continue;
    log.warn(object, {
      code: `${field}-dropped`,
      message: `metadata.${field} cannot be set by a template: KubeFed drops them (event ${field === 'annotations' ? 'AnnotationsNotSupported' : 'FinalizersNotSupported'}).`,
      remedy: `Use strict semantics, which keep them, or an override that adds /metadata/${field}.`,
      path: `/spec/template/metadata/${field}`,
    });
  }
}
