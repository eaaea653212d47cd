import { Option } from 'commander';

/** `--beside-kubefed`. */
export function besideKubefedOption(): Option {
  return new Option('--beside-kubefed', 'write also where a controller of KubeFed is at work on the host');
}

/** `--dry-run`, of a command that says what it would do. */
export function dryRunOption(): Option {
  return new Option('--dry-run', 'read, and say what would be done');
}

/** Whether a run has done what it tells of. */
export function whenOf({ dryRun }: { readonly dryRun?: boolean }): 'done' | 'planned' {
  return dryRun === true ? 'planned' : 'done';
}
