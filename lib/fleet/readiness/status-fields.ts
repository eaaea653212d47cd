import { type JsonObject, isJsonList, isJsonObject } from '../../model/json';
import { mapAt, textIn } from '../json-fields';

/** A condition of a status. */
export interface StatusCondition {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** A condition of an object's status. */
export function conditionOf(object: JsonObject, type: string): StatusCondition | undefined {
  const { conditions } = mapAt(object, 'status');
  const found = (isJsonList(conditions) ? conditions : []).find(
    (condition): condition is JsonObject => isJsonObject(condition) && condition.type === type,
  );
  if (found === undefined) return undefined;
  return { status: textIn(found, 'status'), reason: textIn(found, 'reason'), message: textIn(found, 'message') };
}

/** A condition in words. */
export function describeCondition(type: string, { status, reason, message }: StatusCondition): string {
  const why = [reason, message].filter((part) => part !== '').join(': ');
  return `${type} is ${status}${why === '' ? '' : ` (${why})`}`;
}
