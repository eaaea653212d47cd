import { type JsonObject } from '../model/json';

/** A part of what a cluster gets, such as a file: two of one name and hash hold the same. */
export interface FleetPart {
  readonly hash: string;
  /** What it holds. Asked for only where the hash is another. */
  readonly documents: () => readonly PartDocument[];
}

/** One document of a part: two of one text hold the same. */
export interface PartDocument {
  readonly text: string;
  /** Asked for only where the text is another. */
  readonly manifests: () => readonly JsonObject[];
}

/** What every cluster of a fleet gets, or got, however that is kept. */
export interface FleetView {
  /** Sorted. */
  readonly clusters: readonly string[];
  /** What a cluster gets, by the name of the part. */
  readonly partsOf: (cluster: string) => ReadonlyMap<string, FleetPart>;
  /** How many objects a cluster gets. */
  readonly countOf: (cluster: string) => number;
  /** Whether an object, by its key (`objectKey`), is on any cluster. */
  readonly has: (key: string) => boolean;
}
