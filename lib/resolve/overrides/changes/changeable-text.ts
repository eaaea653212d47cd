import { isJsonObject, type JsonObject } from '../../../model/json';
import { jsonProblems } from '../../../model/json-check';
import { type OverrideOperation } from '../../../model/override';
import { changeFailure } from './change-failure';

/** A text that holds a map and can be changed. */
export interface ChangeableText {
  /** What it holds. */
  readonly content: JsonObject;
  /** Makes one change; its path is known to be right. */
  apply(operation: OverrideOperation): void;
  toString(): string;
}

/** What a text holds, where it is a map of plain values. @throws FederationError `override-failed`. */
export function contentOf(value: unknown, format: 'JSON' | 'YAML', at: string): JsonObject {
  const [problem] = jsonProblems(value);
  if (isJsonObject(value) && problem === undefined) return value;
  throw unreadableText(problem?.message ?? 'it is no map', format, at);
}

/** The error of a text that cannot be changed field by field. */
export function unreadableText(why: string, format: 'JSON' | 'YAML', at: string): Error {
  return changeFailure(`the text cannot be changed as ${format}: ${why}.`, {
    remedy: `Correct the text, or give the whole of it by .set.`,
    path: at,
  });
}

/** Whether an operation adds an item, and what it is about. */
export function isInsertion(content: JsonObject, parents: readonly string[], op: string | undefined): boolean {
  let around: unknown = content;
  for (const key of parents) around = (around as Readonly<Record<string, unknown>> | undefined)?.[key];
  return op === 'add' && Array.isArray(around);
}
