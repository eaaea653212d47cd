import { type Json, type JsonObject, isJsonObject } from '../model/json';
import { type ObjectRef, groupOf } from '../model/object-ref';
import { isSecret } from '../model/secret';
import { type Answer, failed, failedAs, ok } from './answer';
import {
  type ApplyOptions,
  type ClusterApi,
  type DeleteOptions,
  type Health,
  type IssuedToken,
  type JsonPatch,
  type KindRef,
  type ListOptions,
  type MergePatch,
  type ObjectPage,
  type ServedKind,
  type ServedKinds,
  type ServerVersion,
  type SubresourceOption,
  type TokenRequest,
  type WatchEvent,
  type WatchOptions,
  type WriteOptions,
} from './cluster-api';
import { discover } from './discovery/discover';
import { KindCache } from './discovery/served-kinds';
import { jsonOf } from './http/json-answer';
import { bodyOf } from './http/json-body';
import { type ApiRequest, type Requester } from './http/requester';
import { listAll, pagesOf } from './list-objects';
import { collectionPath, noNamespace, objectPath } from './object-path';
import { watchObjects } from './watch-objects';

/** A cluster over HTTP: what is asked of the port becomes requests. */
export class HttpCluster implements ClusterApi {
  public readonly server: string;
  readonly #requester: Requester;
  readonly #close: () => void;
  readonly #kinds: KindCache;

  public constructor(server: string, requester: Requester, close: () => void) {
    this.server = server;
    this.#requester = requester;
    this.#close = close;
    this.#kinds = new KindCache(() =>
      discover((path, accept) =>
        this.#json({ method: 'GET', path, ...(accept && { accept }), isRepeatable: true, isWrite: false }),
      ),
    );
  }

  public async health(): Promise<Answer<Health>> {
    const answer = await this.#requester.send({
      method: 'GET',
      path: '/healthz',
      accept: 'text/plain, */*',
      isRepeatable: true,
      isWrite: false,
      takesAnyStatus: true,
    });
    return answer.outcome === 'ok' ? ok({ status: answer.value.status, body: answer.value.body }) : answer;
  }

  public async version(): Promise<Answer<ServerVersion>> {
    const answer = await this.#json({ method: 'GET', path: '/version', isRepeatable: true, isWrite: false });
    if (answer.outcome === 'failed') return answer;
    const { gitVersion, major, minor } = answer.value;
    return typeof gitVersion === 'string' && typeof major === 'string' && typeof minor === 'string'
      ? ok({ gitVersion, major, minor })
      : failed({ kind: 'malformed', message: 'The answer to /version is not from a Kubernetes API server.' });
  }

  public async kinds(): Promise<Answer<ServedKinds>> {
    return await this.#kinds.all();
  }

  public async get(ref: ObjectRef): Promise<Answer<JsonObject>> {
    return await this.#onObject(ref, undefined, (path) => ({
      method: 'GET',
      path,
      isRepeatable: true,
      isWrite: false,
    }));
  }

  public async *pages(kind: KindRef, options: ListOptions = {}): AsyncIterable<Answer<ObjectPage>> {
    yield* pagesOf((request) => this.#list(kind, options, request), { kind, options });
  }

  public async list(kind: KindRef, options: ListOptions = {}): Promise<Answer<ObjectPage>> {
    return await listAll((request) => this.#list(kind, options, request), { kind, options });
  }

  public async create(object: JsonObject, options: WriteOptions = {}): Promise<Answer<JsonObject>> {
    const ref = refOf(object);
    const body = bodyOf(object);
    if (body.outcome === 'failed') return body;
    return await this.#onKind(ref, async (kind) => {
      const path =
        kind.isNamespaced && ref.namespace === undefined ? noNamespace(kind) : collectionPath(kind, ref.namespace);
      if (path.outcome === 'failed') return path;
      return await this.#json({
        method: 'POST',
        path: path.value,
        query: writeQuery(options),
        body: body.value,
        ...secretIn(ref, object),
        isRepeatable: options.dryRun === true,
        isWrite: options.dryRun !== true,
      });
    });
  }

  public async replace(
    object: JsonObject,
    options: WriteOptions & SubresourceOption = {},
  ): Promise<Answer<JsonObject>> {
    const body = bodyOf(object);
    if (body.outcome === 'failed') return body;
    const ref = refOf(object);
    return await this.#onObject(ref, options.subresource, (path) => ({
      method: 'PUT',
      path,
      query: writeQuery(options),
      body: body.value,
      ...secretIn(ref, object),
      isRepeatable: options.dryRun === true,
      isWrite: options.dryRun !== true,
    }));
  }

  public async apply(object: JsonObject, options: ApplyOptions): Promise<Answer<JsonObject>> {
    const body = bodyOf(object);
    if (body.outcome === 'failed') return body;
    const { force = false, fieldValidation = 'Strict', answer = 'whole' } = options;
    const ref = refOf(object);
    const applied = await this.#onObject(ref, options.subresource, (path) => ({
      method: 'PATCH',
      path,
      query: { ...writeQuery(options), force: String(force), fieldValidation },
      ...(answer === 'metadata' && {
        accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json',
      }),
      // JSON is YAML.
      contentType: 'application/apply-patch+yaml',
      body: body.value,
      ...secretIn(ref, object),
      isRepeatable: true,
      isWrite: options.dryRun !== true,
    }));
    if (applied.outcome === 'failed' || applied.value.kind !== 'PartialObjectMetadata') return applied;
    const { apiVersion, kind } = ref;
    const { metadata = {} } = applied.value;
    return ok({ apiVersion, kind, metadata });
  }

  public async patch(
    ref: ObjectRef,
    patch: JsonPatch | MergePatch,
    options: WriteOptions & SubresourceOption = {},
  ): Promise<Answer<JsonObject>> {
    const content = patch.type === 'json' ? patch.operations : patch.body;
    const body = bodyOf(content);
    if (body.outcome === 'failed') return body;
    return await this.#onObject(ref, options.subresource, (path) => ({
      method: 'PATCH',
      path,
      query: writeQuery(options),
      contentType: patch.type === 'json' ? 'application/json-patch+json' : 'application/merge-patch+json',
      body: body.value,
      ...secretIn(ref, content),
      isRepeatable: options.dryRun === true,
      isWrite: options.dryRun !== true,
    }));
  }

  public async delete(ref: ObjectRef, options: DeleteOptions = {}): Promise<Answer<JsonObject>> {
    const { propagationPolicy = 'Background', uid, resourceVersion, dryRun } = options;
    const body = JSON.stringify({
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy,
      ...((uid !== undefined || resourceVersion !== undefined) && { preconditions: { uid, resourceVersion } }),
      ...(dryRun === true && { dryRun: ['All'] }),
    });
    return await this.#onObject(ref, undefined, (path) => ({
      method: 'DELETE',
      path,
      body,
      // Of one uid there is one object: what was deleted stays so, and another of its name is left alone.
      isRepeatable: dryRun === true || uid !== undefined,
      isWrite: dryRun !== true,
    }));
  }

  public async createToken(
    account: { readonly namespace: string; readonly name: string },
    request: TokenRequest,
  ): Promise<Answer<IssuedToken>> {
    const { expirationSeconds, audiences, boundObject } = request;
    const body = JSON.stringify({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {
        expirationSeconds,
        ...(audiences !== undefined && { audiences }),
        ...(boundObject !== undefined && {
          boundObjectRef: {
            apiVersion: boundObject.apiVersion,
            kind: boundObject.kind,
            name: boundObject.name,
            uid: boundObject.uid,
          },
        }),
      },
    });
    const ref = { apiVersion: 'v1', kind: 'ServiceAccount', ...account };
    const answer = await this.#onObject(ref, 'token', (path) => ({
      method: 'POST',
      path,
      body,
      isRepeatable: false,
      isWrite: true,
    }));
    if (answer.outcome === 'failed') return answer;
    const status = isJsonObject(answer.value.status) ? answer.value.status : {};
    const { token, expirationTimestamp } = status;
    return typeof token === 'string' && typeof expirationTimestamp === 'string'
      ? ok({ token, expires: expirationTimestamp })
      : failed({ kind: 'malformed', message: 'The answer to a TokenRequest has no token.' });
  }

  public async *watch(kind: KindRef, options: WatchOptions): AsyncIterable<Answer<WatchEvent>> {
    const served = await this.#kinds.find(kind);
    if (served.outcome === 'failed') {
      yield served;
      return;
    }
    const path = collectionPath(served.value, options.namespace);
    if (path.outcome === 'failed') {
      yield path;
      return;
    }
    yield* watchObjects(this.#requester, path.value, options);
  }

  public close(): void {
    this.#close();
  }

  async #list(
    kind: KindRef,
    { namespace, labelSelector, fieldSelector, metadataOnly }: ListOptions,
    { limit, token }: { readonly limit?: number; readonly token?: string },
  ): Promise<Answer<JsonObject>> {
    return await this.#onKind(kind, async (served) => {
      const path = collectionPath(served, namespace);
      if (path.outcome === 'failed') return path;
      return await this.#json({
        method: 'GET',
        path: path.value,
        query: { labelSelector, fieldSelector, limit: limit?.toString(), continue: token },
        ...(metadataOnly === true && {
          accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json',
        }),
        isRepeatable: true,
        isWrite: false,
      });
    });
  }

  async #json(request: ApiRequest): Promise<Answer<JsonObject>> {
    return jsonOf(await this.#requester.send(request), request.isWrite);
  }

  async #onObject(
    ref: ObjectRef,
    subresource: string | undefined,
    request: (path: string) => ApiRequest,
  ): Promise<Answer<JsonObject>> {
    return await this.#onKind(ref, async (kind) => {
      const path = objectPath(kind, { ...ref, ...(subresource !== undefined && { subresource }) });
      return path.outcome === 'failed' ? path : await this.#json(request(path.value));
    });
  }

  /** A path that is not there may mean that the kind has gone since it was looked up. */
  async #onKind(ref: KindRef, work: (kind: ServedKind) => Promise<Answer<JsonObject>>): Promise<Answer<JsonObject>> {
    const kind = await this.#kinds.find(ref);
    if (kind.outcome === 'failed') return kind;
    const answer = await work(kind.value);
    if (!failedAs(answer, 'malformed') || answer.outcome === 'ok' || answer.failure.status !== 404) return answer;
    const refreshed = await this.#kinds.refreshed();
    if (refreshed.outcome === 'failed') return answer;
    const now = await this.#kinds.find(ref);
    return now.outcome === 'failed' ? now : answer;
  }
}

function refOf(object: JsonObject): ObjectRef {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const { name, namespace } = metadata;
  return {
    apiVersion: typeof object.apiVersion === 'string' ? object.apiVersion : '',
    kind: typeof object.kind === 'string' ? object.kind : '',
    name: typeof name === 'string' ? name : '',
    ...(typeof namespace === 'string' && namespace !== '' && { namespace }),
  };
}

/** What of a body must not be quoted: all that is in a Secret, but for what names it. */
function secretIn({ apiVersion, kind }: KindRef, content: Json): { readonly secret?: Json } {
  if (!isSecret({ group: groupOf(apiVersion), kind })) return {};
  if (!isJsonObject(content)) return { secret: content };
  const { data = {}, stringData = {}, metadata } = content;
  const annotations = (isJsonObject(metadata) ? metadata.annotations : undefined) ?? {};
  return { secret: [data, stringData, annotations] };
}

function writeQuery({ dryRun, fieldManager }: WriteOptions): Record<string, string | undefined> {
  return { fieldManager, dryRun: dryRun === true ? 'All' : undefined };
}
