import { type FederatedObject } from '../model/federated-object';
import { isNamespaceTarget } from '../model/federated-type';
import { type ProblemLog } from './problem-log';

/** The namespaces that every cluster has by itself. */
const EVERYWHERE: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/**
 * Tells of namespaces that plain objects live in and that nothing declares: they may be on the clusters already, but where they
 * are not, nothing in them can be applied. An object of KubeFed's API is told of by the rules of KubeFed.
 */
export function reportUndeclaredNamespaces(objects: readonly FederatedObject[], log: ProblemLog): void {
  const declared = new Set(objects.filter(({ target }) => isNamespaceTarget(target)).map(({ name }) => name));
  const contents = new Map<string, FederatedObject[]>();
  for (const object of objects) {
    const { form, namespace } = object;
    if (form !== 'plain' || namespace === undefined || declared.has(namespace) || EVERYWHERE.has(namespace)) continue;
    const others = contents.get(namespace);
    if (others === undefined) contents.set(namespace, [object]);
    else others.push(object);
  }
  for (const [namespace, [first, ...others]] of contents) {
    if (first === undefined) continue;
    const what = others.length === 0 ? 'An object lives' : `${others.length + 1} objects live`;
    log.warn(first, {
      code: 'namespace-not-declared',
      message: `${what} in the namespace ${namespace}, and nothing declares it: where a cluster lacks it, they cannot be applied.`,
      remedy: `Add a FederatedNamespace ${namespace}, or a Namespace, unless every cluster has it already.`,
    });
  }
}
