import { DEFAULT_SYSTEM_NAMESPACE } from '../../model/federation';
import { machineClock } from '../clock';
import { type JoinOptions } from './join-options';
import { TOKEN_LIFETIME } from './token';

/** The options of a join with their defaults. */
export type JoinSettings = ReturnType<typeof joinSettings>;

/** Fills in the defaults. */
export function joinSettings(options: JoinOptions) {
  return {
    kubefedNamespace: DEFAULT_SYSTEM_NAMESPACE,
    tokenLifetime: TOKEN_LIFETIME,
    besideKubefed: false,
    dryRun: false,
    clock: machineClock,
    labels: {},
    ...options,
  };
}
