import { FederationError } from '../model/federation-error';
import { type DeletionBudget } from '../plan/deletion-budget';
import { type LockMode } from './lock-use';

/** What a run was told of the lock, and of what may be deleted. */
export interface GuardSettings {
  /** The lock file, or `none`. */
  readonly lock?: string | undefined;
  readonly lockMode?: LockMode | undefined;
  readonly maxDeletes?: number | undefined;
  /** What the app says of every run; what is said of this one goes before it. */
  readonly usualDeletes?: number | undefined;
  readonly allowDeletes?: readonly string[] | undefined;
}

/** The same, for the environment of an app. */
export function guardVariables(settings: GuardSettings): Readonly<Record<string, string>> {
  const { lock, lockMode, maxDeletes, allowDeletes } = settings;
  return {
    ...(lock !== undefined && { FED8S_LOCK: lock }),
    ...(lockMode !== undefined && { FED8S_LOCK_MODE: lockMode }),
    ...(maxDeletes !== undefined && { FED8S_MAX_DELETES: String(maxDeletes) }),
    ...(allowDeletes !== undefined && { FED8S_ALLOW_DELETES: allowDeletes.join(',') }),
  };
}

/**
 * What was given, else what the environment says.
 *
 * @throws FederationError `invalid-option` for a variable with a value that it cannot have.
 */
export function guardOf(
  given: GuardSettings,
  env: Readonly<Record<string, string | undefined>>,
): { readonly file: string | undefined; readonly mode: LockMode; readonly budget: DeletionBudget } {
  const variable = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const mode = given.lockMode ?? variable('FED8S_LOCK_MODE') ?? 'keep';
  const most = given.maxDeletes ?? variable('FED8S_MAX_DELETES') ?? given.usualDeletes;
  const allowed = given.allowDeletes ?? variable('FED8S_ALLOW_DELETES')?.split(',');
  if (mode !== 'keep' && mode !== 'refresh' && mode !== 'frozen') {
    throw invalid('FED8S_LOCK_MODE', mode, 'keep, refresh or frozen');
  }
  if (most !== undefined && !/^[0-9]{1,15}$/.test(String(most))) {
    throw invalid('FED8S_MAX_DELETES', String(most), 'a number of objects');
  }
  return {
    file: given.lock ?? variable('FED8S_LOCK'),
    mode,
    budget: {
      ...(most !== undefined && { maxDeletes: Number(most) }),
      ...(allowed !== undefined && { allowed: allowed.map((name) => name.trim()) }),
    },
  };
}

function invalid(variable: string, value: string, what: string): FederationError {
  return new FederationError({
    code: 'invalid-option',
    severity: 'error',
    message: `${variable} is ${JSON.stringify(value)}.`,
    remedy: `Set it to ${what}, or leave it unset.`,
  });
}
