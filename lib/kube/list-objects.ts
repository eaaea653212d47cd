import { type Json, type JsonObject, isJsonList, isJsonObject } from '../model/json';
import { type Answer, failed, failedAs, ok } from './answer';
import { type KindRef, type ListOptions, type ObjectPage } from './cluster-api';

/** Objects of a page, where nobody says. */
const PAGE_SIZE = 500;

/** Gets one page. */
export type GetPage = (page: { readonly limit?: number; readonly token?: string }) => Promise<Answer<JsonObject>>;

interface Listing {
  readonly kind: KindRef;
  readonly options: ListOptions;
}

/** A page, and how to get the next one. */
interface PageRead {
  readonly page: ObjectPage;
  readonly token: string | undefined;
}

/**
 * All objects page by page. Where the snapshot that the pages are cut from has expired, the rest comes from a newer one, as
 * the server offers: no object comes twice, and none that lived all the time is missing.
 */
export async function* pagesOf(get: GetPage, { kind, options }: Listing): AsyncGenerator<Answer<ObjectPage>> {
  const limit = options.limit ?? PAGE_SIZE;
  let token: string | undefined;
  do {
    const answer = await get({ limit, ...(token !== undefined && { token }) });
    if (answer.outcome === 'failed' && token !== undefined && answer.failure.continueToken !== undefined) {
      token = answer.failure.continueToken;
      continue;
    }
    const read = readPage(answer, kind);
    if (read.outcome === 'failed') {
      yield read;
      return;
    }
    yield ok(read.value.page);
    token = read.value.token;
  } while (token !== undefined);
}

/** All objects of one moment. Where the snapshot expires on the way, they are asked for again, all at once. */
export async function listAll(get: GetPage, { kind, options }: Listing): Promise<Answer<ObjectPage>> {
  const limit = options.limit ?? PAGE_SIZE;
  const items: JsonObject[] = [];
  let token: string | undefined;
  for (;;) {
    const answer = await get({ limit, ...(token !== undefined && { token }) });
    if (token !== undefined && failedAs(answer, 'expired')) {
      const whole = readPage(await get({}), kind);
      return whole.outcome === 'ok' ? ok(whole.value.page) : whole;
    }
    const read = readPage(answer, kind);
    if (read.outcome === 'failed') return read;
    for (const item of read.value.page.items) items.push(item);
    token = read.value.token;
    if (token === undefined) return ok({ items, resourceVersion: read.value.page.resourceVersion });
  }
}

function readPage(answer: Answer<JsonObject>, { apiVersion, kind }: KindRef): Answer<PageRead> {
  if (answer.outcome === 'failed') return answer;
  const { items, metadata } = answer.value;
  const about = isJsonObject(metadata) ? metadata : {};
  // An empty list of an old server has null for its items; anything else is no list, which is not the same as an empty one.
  const isList = typeof answer.value.kind === 'string' && answer.value.kind.endsWith('List');
  if (!isList || !(isJsonList(items) || items === null) || typeof about.resourceVersion !== 'string') {
    return failed({ kind: 'malformed', message: `The answer to a list of ${kind} is no list.` });
  }
  const token = typeof about.continue === 'string' && about.continue !== '' ? about.continue : undefined;
  const named = (items ?? [])
    .filter((item: Json) => isJsonObject(item))
    .map((item) => ofKind(item, { apiVersion, kind }));
  return ok({ page: { items: named, resourceVersion: about.resourceVersion }, token });
}

/** In a list of one kind the items do not say which; asked for by their metadata they name another. */
function ofKind(item: JsonObject, { apiVersion, kind }: KindRef): JsonObject {
  if (item.kind !== 'PartialObjectMetadata') return { apiVersion, kind, ...item };
  const { metadata = {} } = item;
  return { apiVersion, kind, metadata };
}
