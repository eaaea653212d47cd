import { FederationError } from '../model/federation-error';

/**
 * What was given, else what the environment says, else the first of the values.
 *
 * @throws FederationError `invalid-option`.
 */
export function choice<T extends string>(given: T | undefined, variable: string, values: readonly [T, ...T[]]): T {
  const fromEnvironment = process.env[variable];
  const value: string | undefined = given ?? (fromEnvironment === '' ? undefined : fromEnvironment);
  if (value === undefined) return values[0];
  const known = values.find((one) => one === value);
  if (known !== undefined) return known;
  throw new FederationError({
    code: 'invalid-option',
    severity: 'error',
    message: `${JSON.stringify(value)} is none of ${values.join(', ')}.`,
    remedy: `Correct the option of the FederatedApp, or the environment variable ${variable}.`,
  });
}
