import { type ApiFailure } from '../../kube/answer';
import { printable } from '../../model/printable';

/** How a failure can be mended at this end, as a line of its own; empty where that is not known. */
export function remedyText({ code, remedy }: ApiFailure): string {
  return remedy === undefined ? '' : `  do: ${printable(remedy)}${code === undefined ? '' : ` (${code})`}\n`;
}
