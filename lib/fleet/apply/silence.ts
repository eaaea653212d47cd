import { type ApiFailure, type ApiFailureKind } from '../../kube/answer';

const SILENT: ReadonlySet<ApiFailureKind> = new Set([
  'aborted',
  'credential',
  'unreachable',
  'timeout',
  'malformed',
  'unauthorized',
]);

/** Whether a cluster does not answer, or not us, so that there is no use in asking on. */
export function isSilence({ kind }: ApiFailure): boolean {
  return SILENT.has(kind);
}
