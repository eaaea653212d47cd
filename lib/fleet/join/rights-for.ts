import { type JsonObject } from '../../model/json';
import { type Problem } from '../../model/problem';
import { type JoinOptions } from './join-options';
import { rightsOf } from './kubefed-cluster';
import { type Rights } from './rbac-objects';
import { nearAdmin } from './rbac-rules';

/** What is asked for, else what it was joined with, else what KubeFed grants. */
export function rightsFor({ rbac, resources }: JoinOptions, before: JsonObject | undefined): Rights {
  const known = rightsOf(before);
  if (rbac === 'kubefed') return { mode: 'kubefed' };
  if (resources !== undefined) return { mode: 'least', resources };
  if (rbac === 'least') return known?.mode === 'least' ? known : { mode: 'least', resources: [] };
  return known ?? { mode: 'kubefed' };
}

/** What is said of rights that are all rights, or near to them. */
export function rightsProblems(cluster: string, rights: Rights): readonly Problem[] {
  const shared = { code: 'near-cluster-admin', severity: 'warning', cluster } as const;
  if (rights.mode === 'kubefed') {
    return [
      {
        ...shared,
        message: `The host gets every right on ${cluster}, as KubeFed has it.`,
        remedy: 'Say --rbac least, and what the federation is, to grant what its kinds take.',
      },
    ];
  }
  const near = nearAdmin(rights.resources);
  if (near.length === 0) return [];
  return [
    {
      ...shared,
      message: `The federation has ${near.join(', ')}, so the host can give itself every right on ${cluster}.`,
      remedy: 'Apply these kinds with a context of your own, and leave them out of what is joined.',
    },
  ];
}
