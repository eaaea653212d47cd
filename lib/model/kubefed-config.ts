import { type Scope } from './federated-type';
import { type JsonObject, isJsonObject } from './json';

/** What a KubeFedConfig says that bears on where things go. */
export interface KubeFedConfig {
  readonly scope: Scope | undefined;
  /** The feature gate SchedulerPreferences. Default: on. */
  readonly schedulerPreferences: boolean;
}

/** Reads a KubeFedConfig, leniently: KubeFed's webhook has checked what matters to its controller. */
export function readKubeFedConfig(manifest: JsonObject): KubeFedConfig {
  const spec = isJsonObject(manifest.spec) ? manifest.spec : {};
  const gates: readonly unknown[] = Array.isArray(spec.featureGates) ? spec.featureGates : [];
  return {
    scope: spec.scope === 'Cluster' || spec.scope === 'Namespaced' ? spec.scope : undefined,
    schedulerPreferences: !gates.some(
      (gate) => isJsonObject(gate) && gate.name === 'SchedulerPreferences' && gate.configuration === 'Disabled',
    ),
  };
}
