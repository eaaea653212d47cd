import { describePath } from '../../../model/field-path';
import { type OverrideChange } from '../../../model/override-change';

/** A change in a few words, without its value: `set spec.replicas`. */
export function describeChange(change: OverrideChange): string {
  switch (change.kind) {
    case 'patch':
      return `patch ${change.operations.map(({ op, path }) => `${op} ${path}`).join(', ')}`;
    case 'image':
      return `image of ${change.container}`;
    case 'args':
      return `args of ${change.container}`;
    case 'text':
      return `${change.format} of ${describePath(change.path)} (${change.changes.map(describeChange).join(', ')})`;
    default:
      return `${change.kind} ${describePath(change.path)}`;
  }
}
