import { type FieldPath } from './field-path';
import { type Json } from './json';

/** One operation of RFC 6902. */
export type JsonPatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly from: string; readonly path: string };

/** The parts of an image's name that are to be others. */
export interface ImageParts {
  /** `registry.example.com:5000`. Empty: the default one of the runtime. */
  readonly registry?: string | undefined;
  /** `library/redis`. */
  readonly repository?: string | undefined;
  /** `8.0`. Takes the place of a digest too, which would pin the old image. */
  readonly tag?: string | undefined;
  /** `sha256:...`. Takes the place of a tag too. */
  readonly digest?: string | undefined;
}

/** How a text is read and written again. */
export type TextFormat = 'json' | 'yaml';

/** One change of a manifest, as data. What it does depends on what the changes before it have left. */
export type OverrideChange =
  /** Gives a field that is there another value. */
  | { readonly kind: 'set'; readonly path: FieldPath; readonly value: Json }
  /** Sets a field whether it is there or not, with the maps on the way to it. */
  | { readonly kind: 'add'; readonly path: FieldPath; readonly value: Json }
  /** Takes away a field that is there. */
  | { readonly kind: 'remove'; readonly path: FieldPath }
  /** Adds items at the end of a list. */
  | { readonly kind: 'append'; readonly path: FieldPath; readonly values: readonly Json[] }
  /** Strategic merge: maps key by key, lists item by item where the API has merge keys; null takes a key away. */
  | { readonly kind: 'merge'; readonly path: FieldPath; readonly value: Json }
  /** RFC 6902. */
  | { readonly kind: 'patch'; readonly operations: readonly JsonPatchOperation[] }
  /** Another image for a container. */
  | { readonly kind: 'image'; readonly container: string; readonly image: ImageParts }
  /** Takes away, then adds, arguments of a container; those that are there already are not added again. */
  | {
      readonly kind: 'args';
      readonly container: string;
      readonly remove: readonly string[];
      readonly append: readonly string[];
    }
  /** Changes within a text that is JSON or YAML itself. */
  | {
      readonly kind: 'text';
      readonly path: FieldPath;
      readonly format: TextFormat;
      readonly changes: readonly OverrideChange[];
    };
