import { isJsonObject, type JsonObject } from '../../model/json';
import { type Problem } from '../../model/problem';
import { readJsonDocuments } from './json-documents';
import { ReadContext, type ValuePath } from './read-context';
import { SourceText } from './source-text';
import { readYamlDocuments } from './yaml-documents';

/** One manifest of a file, and where it stands. */
export interface ManifestDocument {
  readonly value: JsonObject;
  /** The line of its first key, counted from 1. */
  readonly line: number;
  /** `file:line`. */
  readonly origin: string;
  /**
   * The line of what stands at a path inside the manifest: of its key, or of an item of a list. Where the path leads to
   * nothing, the line of the last thing on the way. It is worked out when it is asked for.
   */
  readonly lineOf: (path: ValuePath) => number;
}

/** What a text holds, and all that is wrong with it. A document with an error is not among the documents. */
export interface ManifestsRead {
  readonly documents: readonly ManifestDocument[];
  readonly problems: readonly Problem[];
}

/**
 * The manifests of a text as kubectl reads it: documents of YAML or JSON, with scalars, keys, merge keys and aliases that
 * mean what they mean to sigs.k8s.io/yaml v1.6.0. Documents without content are left out. A `List` is one document.
 *
 * Nothing is changed in silence: duplicate keys, integers beyond 2^53 and negative zeros are errors, where kubectl takes
 * one of the keys and rounds numbers. An alias gives the very value of its anchor, shared by identity.
 *
 * @param options.file what messages call the text.
 */
export function readManifests(text: string, options: { readonly file: string }): ManifestsRead {
  const source = new SourceText(options.file, text.startsWith('\ufeff') ? text.slice(1) : text);
  const context = new ReadContext(source);
  const documents: ManifestDocument[] = [];
  for (const { value, offset, offsetOf } of readJsonDocuments(context) ?? readYamlDocuments(context)) {
    if (value === null) continue; // kubectl skips an empty document too
    if (isJsonObject(value)) {
      documents.push({
        value,
        line: source.line(offset),
        origin: source.origin(offset),
        lineOf: (path) => source.line(offsetOf(path)),
      });
    } else {
      context.report(
        {
          code: 'not-a-manifest',
          message: `the document is ${Array.isArray(value) ? 'a list' : 'a single value'}, not an object`,
          remedy: 'Begin each document with apiVersion and kind, and put a line of three dashes between documents.',
        },
        offset,
      );
    }
  }
  return { documents, problems: context.problems };
}
