import { type ReadingPlace } from './cluster';
import { type Scope } from './federated-type';
import { type JsonObject, isJsonObject } from './json';
import { refOfManifest } from './ref-of-manifest';

/** What a KubeFedConfig says that bears on where things go. */
export interface KubeFedConfig {
  readonly scope: Scope | undefined;
  /** The feature gate SchedulerPreferences. Default: on. */
  readonly schedulerPreferences: boolean;
}

/** Reads a KubeFedConfig. A scope that is none is reported: an API server refuses it. The rest is read leniently. */
export function readKubeFedConfig(manifest: JsonObject, { origin, report }: ReadingPlace): KubeFedConfig {
  const spec = isJsonObject(manifest.spec) ? manifest.spec : {};
  const gates: readonly unknown[] = Array.isArray(spec.featureGates) ? spec.featureGates : [];
  const scope = spec.scope ?? undefined;
  const isScope = scope === undefined || scope === 'Cluster' || scope === 'Namespaced';
  if (!isScope) {
    report({
      code: 'invalid-config',
      severity: 'error',
      kubefed: 'error',
      message: `spec.scope is ${JSON.stringify(scope)}, and must be Cluster or Namespaced.`,
      remedy: 'Correct it: it says how far KubeFed reaches.',
      object: refOfManifest(manifest),
      path: '/spec/scope',
      ...(origin !== undefined && { origin }),
    });
  }
  return {
    scope: isScope ? scope : undefined,
    schedulerPreferences: !gates.some(
      (gate) => isJsonObject(gate) && gate.name === 'SchedulerPreferences' && gate.configuration === 'Disabled',
    ),
  };
}
