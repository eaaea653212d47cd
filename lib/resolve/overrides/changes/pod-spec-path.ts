/** The spec of the Pods that an object of a kind makes; kinds that are not here, and make any, have it as most do. */
const POD_SPECS: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

const AS_MOST: readonly string[] = ['spec', 'template', 'spec'];

/** Where an object of a kind has the spec of its Pods. */
export function podSpecPath(kind: string): readonly string[] {
  return Object.hasOwn(POD_SPECS, kind) ? (POD_SPECS[kind] as readonly string[]) : AS_MOST;
}
