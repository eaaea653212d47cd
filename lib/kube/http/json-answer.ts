import { type JsonObject, isJsonObject } from '../../model/json';
import { type Answer, failed, ok } from '../answer';
import { type HttpAnswer } from './exchange';

/** The JSON object of an answer; `malformed` where it is none, as the page of a proxy that answers 200. */
export function jsonOf(answer: Answer<HttpAnswer>, isWrite: boolean): Answer<JsonObject> {
  if (answer.outcome === 'failed') return answer;
  const { status, headers, body } = answer.value;
  const type = headers['content-type']?.split(';', 1)[0] ?? 'no type';
  const malformed = (why: string): Answer<JsonObject> =>
    failed({
      kind: 'malformed',
      status,
      message: `The answer is not from a Kubernetes API server: ${why}.`,
      isUncertain: isWrite,
    });
  if (!type.endsWith('json')) return malformed(`it is of type ${type}`);
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return malformed(`it is no JSON, or cut off after ${body.length} characters`);
  }
  return isJsonObject(value) ? ok(value) : malformed('it is no JSON object');
}
