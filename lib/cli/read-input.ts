import { openLists } from '../interop/kubefed/open-lists';
import { readManifestFiles } from '../interop/yaml/read-manifest-files';
import { type ManifestDocument } from '../interop/yaml/read-manifests';
import { isJsonObject } from '../model/json';
import { listed } from '../model/listed';
import { printable } from '../model/printable';
import { type Problem } from '../model/problem';
import { type RunContext } from './command';

/** Manifests, and where each of them stands. */
export interface Input {
  readonly manifests: readonly object[];
  /** `file:line` of the manifest at a position. */
  readonly origin: (index: number) => string;
  readonly problems: readonly Problem[];
}

/** Reads what `-f` names, one manifest for each document that has any content. */
export function readInput(
  paths: readonly string[],
  options: Pick<RunContext, 'io' | 'progress'> & {
    /** Whether a List is taken for what is in it. */
    readonly openLists: boolean;
  },
): Input {
  const { io, progress } = options;
  const stdin = io.stdin === undefined ? {} : { stdin: io.stdin };
  const { documents, problems } = progress.during(`reading ${printable(listed(paths))}`, () =>
    readManifestFiles(paths, stdin),
  );
  const placed = documents.flatMap((document) =>
    options.openLists ? itemsOf(document) : [{ manifest: document.value, origin: document.origin }],
  );
  return {
    manifests: placed.map(({ manifest }) => manifest),
    origin: (index) => placed[index]?.origin ?? '',
    problems,
  };
}

/** The manifests of a document, each with the line of its own in a List. */
function itemsOf(document: ManifestDocument): readonly { readonly manifest: object; readonly origin: string }[] {
  const { value, origin } = document;
  const { items } = value;
  if (!Array.isArray(items) || openLists(value)[0] === value) return [{ manifest: value, origin }];
  const file = origin.slice(0, origin.lastIndexOf(':'));
  return items.flatMap((_, index) => {
    const item = openLists({ ...value, items: items.slice(index, index + 1) });
    // What is no object is refused with the others, as a list would be.
    return item.map((manifest) => ({
      manifest: isJsonObject(manifest) ? manifest : [manifest],
      origin: `${file}:${document.lineOf(['items', index])}`,
    }));
  });
}
