import { checkLabelKey, checkLabelValue } from './label-syntax';

/** The annotation of a KubeFedCluster with its taints, as kubectl writes them: `gpu=true:NoSchedule,drain:NoExecute`. */
export const TAINTS_ANNOTATION = 'fed8s.dev/taints';

/** The effects of taints, as Kubernetes has them for nodes. */
export const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const;

/**
 * What a taint does to objects that do not tolerate it. `NoSchedule`: none comes that was not there before.
 * `PreferNoSchedule`: other clusters come first. `NoExecute`: those that are there go as well.
 */
export type TaintEffect = (typeof taintEffects)[number];

/** Keeps objects off a cluster. */
export interface Taint {
  readonly key: string;
  /** @default '' */
  readonly value?: string | undefined;
  readonly effect: TaintEffect;
}

/** Lets an object be where a taint would keep it off. */
export interface Toleration {
  /** @default - any key; the operator must be `Exists` then */
  readonly key?: string | undefined;
  /** `Equal`: the value must be that of the taint. `Exists`: any value. @default 'Equal' */
  readonly operator?: 'Equal' | 'Exists' | undefined;
  /** @default '' */
  readonly value?: string | undefined;
  /** @default - every effect */
  readonly effect?: TaintEffect | undefined;
}

/** Whether a toleration is for a taint (Kubernetes 1.37, k8s.io/api core/v1, Toleration.ToleratesTaint). */
export function tolerates({ key = '', operator = 'Equal', value = '', effect }: Toleration, taint: Taint): boolean {
  if (effect !== undefined && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  return operator === 'Exists' || (key !== '' && value === (taint.value ?? ''));
}

/** A taint as kubectl writes it. */
export function describeTaint({ key, value = '', effect }: Taint): string {
  return `${key}${value === '' ? '' : `=${value}`}:${effect}`;
}

/** Taints as the annotation has them. */
export function taintsText(taints: readonly Taint[]): string {
  return taints.map(describeTaint).join(',');
}

/** The taints of the annotation, and what is wrong with others, one sentence each. */
export function readTaints(text: string): { readonly taints: readonly Taint[]; readonly problems: readonly string[] } {
  const taints: Taint[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [, key = '', value = '', effect = ''] = /^([^=:]*)(?:=([^:]*))?:(.*)$/.exec(part) ?? [];
    const taint = { key, ...(value !== '' && { value }), effect: effect as TaintEffect };
    const problem = seen.has(`${key}:${effect}`)
      ? 'its key and effect stand there twice'
      : taintProblem(taint, part.includes(':'));
    if (problem === undefined) taints.push(taint);
    else problems.push(`the taint ${JSON.stringify(part)} is wrong: ${problem}`);
    seen.add(`${key}:${effect}`);
  }
  return { taints, problems };
}

function taintProblem({ key, value = '', effect }: Taint, hasEffect: boolean): string | undefined {
  if (!hasEffect) return 'it has no effect';
  if (!taintEffects.includes(effect)) return `its effect is none of ${taintEffects.join(', ')}`;
  return checkLabelKey(key) ?? checkLabelValue(value);
}

/** What is wrong with a toleration, one sentence each. */
export function tolerationProblems(toleration: Toleration): readonly string[] {
  const { key = '', operator = 'Equal', value = '', effect } = toleration;
  const noText = Object.entries({ key, value }).filter(([, one]) => typeof (one as unknown) !== 'string');
  if (noText.length > 0) return noText.map(([field]) => `its ${field} is no text`);
  const problems: string[] = [];
  if (!['Equal', 'Exists'].includes(operator)) problems.push('its operator is neither Equal nor Exists');
  if (effect !== undefined && !taintEffects.includes(effect)) {
    problems.push(`its effect is none of ${taintEffects.join(', ')}`);
  }
  if (key === '' && operator !== 'Exists') problems.push('without a key its operator must be Exists');
  if (operator === 'Exists' && value !== '') problems.push('with the operator Exists it has no value');
  const wrongKey = key === '' ? undefined : checkLabelKey(key);
  if (wrongKey !== undefined) problems.push(`its key is wrong: ${wrongKey}`);
  return problems;
}
