import type { ReasonCode } from '../../resolve/decisions';

/** How a cell looks: the object is there, is left out as somebody wanted it, or is missing because something is wrong. */
export type Tone = 'on' | 'off' | 'failed';

const TONES: Readonly<Record<ReasonCode, Tone>> = {
  named: 'on',
  selected: 'on',
  scheduled: 'on',
  chosen: 'on',
  'not-named': 'off',
  'not-selected': 'off',
  'not-scheduled': 'off',
  'not-chosen': 'off',
  'condition-not-met': 'off',
  excluded: 'off',
  tainted: 'off',
  'affinity-not-met': 'off',
  'anti-affinity-not-met': 'off',
  'no-topology': 'off',
  'no-replicas': 'off',
  'no-placement': 'off',
  'namespace-not-placed': 'off',
  'system-namespace': 'off',
  'not-watched': 'off',
  'namespace-not-federated': 'failed',
  'placement-failed': 'failed',
  'cluster-not-ready': 'failed',
  'template-failed': 'failed',
  'override-failed': 'failed',
  'create-refused': 'failed',
};

export function toneOf(code: ReasonCode): Tone {
  return TONES[code];
}
