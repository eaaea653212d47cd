import { createInterface } from 'node:readline';
import { type Readable } from 'node:stream';
import { type JsonObject, isJsonObject } from '../model/json';
import { type Answer, failed, ok } from './answer';
import { type WatchEvent, type WatchOptions } from './cluster-api';
import { type Requester } from './http/requester';
import { failureOfAnswer } from './http/failure-of-answer';

/** How long, in seconds, the server is asked to keep a watch; then it is opened again where it was. */
const WATCH_SECONDS = 290;

/** So often in a row a watch may break off without a single event before it is given up. */
const FRUITLESS_ATTEMPTS = 5;

/** The wait before the second fruitless attempt, in milliseconds, doubling. */
const FIRST_WAIT = 500;

const TYPES: ReadonlySet<unknown> = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK']);

/** Changes from a resourceVersion on. A connection that ends is opened again at the last version that came. */
export async function* watchObjects(
  requester: Requester,
  path: string,
  { labelSelector, resourceVersion, signal }: WatchOptions,
): AsyncGenerator<Answer<WatchEvent>> {
  let version = resourceVersion;
  let fruitless = 0;
  while (!isAborted(signal)) {
    const query = {
      watch: 'true',
      allowWatchBookmarks: 'true',
      timeoutSeconds: String(WATCH_SECONDS),
      resourceVersion: version,
      labelSelector,
    };
    const opened = await requester.open({ method: 'GET', path, query, isRepeatable: true, isWrite: false }, signal);
    if (isAborted(signal)) return;
    if (opened.outcome === 'failed') {
      yield opened;
      return;
    }
    let hasCome = false;
    for await (const answer of eventsOf(opened.value, signal)) {
      if (answer.outcome === 'failed') {
        yield answer;
        return;
      }
      hasCome = true;
      version = versionOf(answer.value.object) ?? version;
      yield answer;
    }
    fruitless = hasCome ? 0 : fruitless + 1;
    if (fruitless > FRUITLESS_ATTEMPTS) {
      yield failed({ kind: 'unreachable', message: 'The watch breaks off again and again without an event.' });
      return;
    }
    if (fruitless > 1) await requester.pacing.sleep(FIRST_WAIT * 2 ** (fruitless - 2), signal);
  }
}

/** A function, since a signal changes while somebody waits. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Each line of a watch is an event. */
async function* eventsOf(body: Readable, signal: AbortSignal): AsyncGenerator<Answer<WatchEvent>> {
  const stop = (): void => {
    body.destroy();
  };
  signal.addEventListener('abort', stop, { once: true });
  const lines = createInterface({ input: body, crlfDelay: Infinity });
  // readline leaves errors of what it reads to others, and waits for ever on what was destroyed.
  body.on('error', () => lines.close());
  body.on('close', () => lines.close());
  try {
    for await (const line of lines) {
      if (line === '') continue;
      const event = readEvent(line);
      // A line that is cut off is the end of a connection that broke.
      if (event === undefined) return;
      yield event;
      if (event.outcome === 'failed') return;
    }
  } catch {
    // A connection that broke: whoever reads goes on with another.
  } finally {
    signal.removeEventListener('abort', stop);
    body.destroy();
  }
}

function readEvent(line: string): Answer<WatchEvent> | undefined {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isJsonObject(event) || !isJsonObject(event.object)) return undefined;
  const { type, object } = event;
  if (type === 'ERROR') {
    const status = typeof object.code === 'number' ? object.code : 500;
    const headers = { 'content-type': 'application/json' };
    return { outcome: 'failed', failure: failureOfAnswer({ status, headers, body: JSON.stringify(object) }) };
  }
  return TYPES.has(type) ? ok({ type: type as WatchEvent['type'], object }) : undefined;
}

function versionOf({ metadata }: JsonObject): string | undefined {
  return isJsonObject(metadata) && typeof metadata.resourceVersion === 'string' ? metadata.resourceVersion : undefined;
}
