import { type JsonObject } from '../../model/json';

/** A part of an OpenAPI schema of a CustomResourceDefinition. */
export type Schema = JsonObject;

/** A text that is not empty. */
export const text: Schema = { type: 'string', minLength: 1 };

/** A duration as Go writes it: 1m30s. */
export const duration: Schema = { type: 'string', pattern: '^([0-9]+([.][0-9]+)?(ns|us|µs|ms|s|m|h))+$' };

/** A point in time, RFC 3339. */
export const time: Schema = { type: 'string', format: 'date-time' };

/** A number of something. */
export const count: Schema = { type: 'integer', format: 'int64', minimum: 0 };

/** A number that is at least one. */
export const positive: Schema = { type: 'integer', format: 'int64', minimum: 1 };

/** One of a few texts. */
export function oneOf(...values: readonly string[]): Schema {
  return { type: 'string', enum: values };
}

/** A map of known fields; others are pruned. */
export function object(
  properties: Readonly<Record<string, Schema>>,
  { required = [], description }: { readonly required?: readonly string[]; readonly description?: string } = {},
): Schema {
  return {
    type: 'object',
    ...(description !== undefined && { description }),
    properties,
    ...(required.length > 0 && { required }),
  };
}

/** A list of the same. */
export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

/** With a word of what it is. */
export function described(schema: Schema, description: string): Schema {
  return { ...schema, description };
}
