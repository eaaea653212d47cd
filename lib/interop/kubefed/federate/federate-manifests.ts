import { DEFAULT_SYSTEM_NAMESPACE } from '../../../model/federation';
import { type Semantics } from '../../../model/finding';
import { isJsonObject } from '../../../model/json';
import { jsonProblems } from '../../../model/json-check';
import { type Problem } from '../../../model/problem';
import { isMap, requireThat } from '../../../model/require-that';
import { openLists } from '../open-lists';
import { federateAsKubefedctl } from './federate-as-kubefedctl';
import { federateStrictly } from './federate-strictly';
import { type FederatedManifests, type PlainManifest } from './federated-manifests';

/** How plain manifests are federated. */
export interface FederateOptions {
  /**
   * `strict`: whatever its author can have said of an object is kept, and what belongs to one cluster is left out.
   * `kubefed`: exactly what `kubefedctl federate` would print.
   *
   * @default 'strict'
   */
  readonly semantics?: Semantics | undefined;
  /**
   * Takes the input for the contents of namespaces, as `kubectl get -o yaml` prints them: every namespace that an object
   * lives in gets a FederatedNamespace, also where the input has no Namespace of that name.
   *
   * @default false
   */
  readonly contents?: boolean | undefined;
  /** The namespace of namespaced objects that name none; strict semantics only, as kubefedctl ignores it. @default - none */
  readonly namespace?: string | undefined;
  /** KubeFed's own namespace, where FederatedTypeConfigs live. @default 'kube-federation-system' */
  readonly systemNamespace?: string | undefined;
  /** Where the manifest at a position comes from, as file:line, for messages. @default - messages give no place */
  readonly origin?: ((index: number) => string) | undefined;
}

/**
 * Wraps plain manifests into Federated objects of KubeFed's API, each placed on all clusters: the way in for YAML that
 * knows nothing of federation. The input is neither changed nor kept. It throws for nothing that the manifests say.
 *
 * @example
 * const { manifests } = federateManifests([namespace, deployment, service]);
 * const federation = federationFromManifests([cluster1, cluster2, ...manifests]);
 */
export function federateManifests(manifests: readonly object[], options: FederateOptions = {}): FederatedManifests {
  requireThat(Array.isArray(manifests), 'federateManifests: manifests must be a list of objects.');
  requireThat(isMap(options), 'federateManifests: options must be a map.');
  requireTypes(options);
  const { semantics = 'strict', contents = false, namespace, systemNamespace = DEFAULT_SYSTEM_NAMESPACE } = options;
  const problems: Problem[] = [];
  const report = (problem: Problem): void => void problems.push(problem);
  const open = semantics === 'strict' || contents;
  const plain = manifests.flatMap((manifest, index): readonly PlainManifest[] => {
    const origin = options.origin?.(index);
    const at = origin === undefined ? {} : { origin };
    const broken = jsonProblems(manifest);
    broken.forEach((problem) => report({ ...problem, severity: 'error', ...at }));
    if (broken.length > 0) return [];
    return (open ? openLists(manifest) : [manifest]).flatMap((item) => {
      if (isManifest(item)) return [{ manifest: item, origin }];
      report({
        code: 'not-a-manifest',
        severity: 'error',
        message: 'A manifest must be an object with apiVersion and kind.',
        remedy: 'Give it apiVersion and kind, or take it out of the input.',
        ...at,
      });
      return [];
    });
  });
  const { manifests: federated, leftOut } =
    semantics === 'strict'
      ? federateStrictly(plain, { contents, namespace, systemNamespace, report })
      : federateAsKubefedctl(plain, { contents, namespace, report });
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity !== 'error');
  return { manifests: federated, leftOut, problems: [...errors, ...warnings] };
}

function requireTypes({ semantics, contents, namespace, systemNamespace, origin }: FederateOptions): void {
  const known = semantics === undefined || ['strict', 'kubefed'].includes(semantics);
  requireThat(known, "federateManifests: semantics must be 'strict' or 'kubefed'.");
  const isChoice = contents === undefined || typeof (contents as unknown) === 'boolean';
  requireThat(isChoice, 'federateManifests: contents must be true or false.');
  for (const [name, value] of Object.entries({ namespace, systemNamespace })) {
    requireThat(value === undefined || typeof value === 'string', `federateManifests: ${name} must be text.`);
  }
  const isOrigin = origin === undefined || typeof (origin as unknown) === 'function';
  requireThat(isOrigin, 'federateManifests: origin must be a function of the position.');
}

function isManifest(value: unknown): value is PlainManifest['manifest'] {
  return isJsonObject(value) && isName(value.apiVersion) && isName(value.kind);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
