import { type FederatedObject } from '../model/federated-object';
import { isNamespaceTarget } from '../model/federated-type';
import { type Federation } from '../model/federation';
import { isJsonObject } from '../model/json';
import { type Reason } from './decisions';
import { type ProblemLog } from './problem-log';

/** The namespaces that every cluster has by itself. KubeFed v0.10.0, pkg/controller/sync/accessor.go, isSystemNamespace. */
const SYSTEM_NAMESPACES: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

/** Whether a namespace is one that KubeFed never propagates. */
export function isSystemNamespace(namespace: string, systemNamespace: string): boolean {
  return SYSTEM_NAMESPACES.has(namespace) || namespace === systemNamespace;
}

/**
 * Why no controller of KubeFed looks at a federated object; undefined where one does. Such an object goes nowhere and has
 * no propagation status, and KubeFed is silent about most of it.
 */
export function unwatched(
  object: FederatedObject,
  { scope, systemNamespace }: Pick<Federation, 'scope' | 'systemNamespace'>,
  log: ProblemLog,
): Reason | undefined {
  const { ref, target, name } = object;
  if (object.form === 'plain') return undefined;
  if (object.propagation === 'Disabled') {
    log.warn(object, {
      code: 'propagation-disabled',
      message: `The FederatedTypeConfig of ${ref.kind} has propagation Disabled, so the object goes nowhere.`,
      remedy: 'Set propagation to Enabled, or remove the object.',
    });
    return skipped('not-watched', 'the propagation of its type is Disabled');
  }
  if (scope === 'Namespaced') {
    // There, the one FederatedNamespace only restricts what is in it.
    const restricts = isNamespaceTarget(target) && ref.namespace === systemNamespace;
    const clusterScoped = target.scope === 'Cluster';
    if (clusterScoped || ref.namespace !== systemNamespace) {
      if (!restricts) {
        log.strict(object, {
          code: 'outside-control-plane',
          message: `A KubeFed limited to the namespace ${systemNamespace} does not look at ${clusterScoped ? 'cluster-scoped kinds' : 'other namespaces'}.`,
          remedy: 'Use scope Cluster, or move the object.',
        });
      }
      return skipped('not-watched', `KubeFed is limited to the namespace ${systemNamespace}`);
    }
  }
  if (!isNamespaceTarget(target)) return undefined;
  if (ref.namespace !== name) {
    log.strict(object, {
      code: 'namespace-name-mismatch',
      message: `The FederatedNamespace is named ${name} and stands in the namespace ${ref.namespace ?? '(none)'}; KubeFed ignores it (event InvalidName).`,
      remedy: `Name it ${ref.namespace ?? name}, like the namespace it stands in.`,
      path: '/metadata/name',
    });
    return skipped('not-watched', 'it is not named like the namespace it stands in');
  }
  if (!isSystemNamespace(name, systemNamespace)) return undefined;
  if (isJsonObject(object.template) && Object.keys(object.template).length > 0) {
    log.strict(object, {
      code: 'system-namespace',
      message: `KubeFed never propagates the namespace ${name}, so what the template says is lost.`,
      remedy: 'Remove the template: a FederatedNamespace of this name only says where its contents may go.',
      path: '/spec/template',
    });
  }
  return skipped('system-namespace', `${name} is never propagated; it only gates its contents`);
}

function skipped(reason: Reason['reason'], detail: string): Reason {
  return { placed: false, reason, detail };
}
