import { type Json, type JsonObject, isJsonObject } from '../model/json';
import { mapAt } from './json-fields';

/** The metadata of an object, read with care. */
export interface ReadMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Whether it is on its way out. */
  readonly deletionTimestamp?: string;
}

/** What stands in the metadata of an object; what is of another type is left out. */
export function metadataOf(object: JsonObject): ReadMetadata {
  const metadata = mapAt(object, 'metadata');
  const text = (key: string): Record<string, string> => {
    const value = metadata[key];
    return typeof value === 'string' && value !== '' ? { [key]: value } : {};
  };
  return {
    name: typeof metadata.name === 'string' ? metadata.name : '',
    ...text('namespace'),
    ...text('uid'),
    ...text('resourceVersion'),
    ...text('deletionTimestamp'),
    labels: textsOf(metadata.labels),
    annotations: textsOf(metadata.annotations),
  };
}

/** The entries of a map that are texts. */
export function textsOf(value: Json | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
