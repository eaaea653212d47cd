/**
 * - `missing-binary`: a program that is needed is nowhere, and cannot be built here
 * - `build-failed`: a program could not be built
 * - `start-failed`: a program ended, or was not ready in time
 * - `wrong-options`: what was asked for cannot be
 */
export type LocalFleetErrorCode = 'missing-binary' | 'build-failed' | 'start-failed' | 'wrong-options';

/** Why a local fleet, or one of its programs, is not there. The message is made for people. */
export class LocalFleetError extends Error {
  public override readonly name = 'LocalFleetError';
  public readonly code: LocalFleetErrorCode;

  public constructor(code: LocalFleetErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
