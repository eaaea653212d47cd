import { type Json } from '../../model/json';
import { type ValuePath } from './read-context';

/** A document that could be read, and where its parts stand in the text. */
export interface DocumentRead {
  readonly value: Json;
  /** Where the value starts. */
  readonly offset: number;
  /** Where the key or the item at a path stands, or the last one on the way to it that is there. */
  readonly offsetOf: (path: ValuePath) => number;
}
