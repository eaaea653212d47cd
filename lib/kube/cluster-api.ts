import { type JsonObject } from '../model/json';
import { type ObjectRef } from '../model/object-ref';
import { type Answer } from './answer';

/**
 * The port to one cluster: raw JSON in, typed outcomes out. Objects go as they are and come as they are; nothing is
 * converted, defaulted or dropped. The one adapter is `openCluster`.
 */
export interface ClusterApi {
  /** The URL of its API server. */
  readonly server: string;
  /** GET /healthz. Every HTTP answer is a value here, whatever its status. */
  health(): Promise<Answer<Health>>;
  version(): Promise<Answer<ServerVersion>>;
  /** What the server serves. Asked for once; a broken APIService costs its own kinds alone. */
  kinds(): Promise<Answer<ServedKinds>>;
  get(ref: ObjectRef): Promise<Answer<JsonObject>>;
  /** All objects of a kind, page by page. Ends after a failure. Items have their apiVersion and kind. */
  pages(kind: KindRef, options?: ListOptions): AsyncIterable<Answer<ObjectPage>>;
  /** All objects of a kind at once. */
  list(kind: KindRef, options?: ListOptions): Promise<Answer<ObjectPage>>;
  create(object: JsonObject, options?: WriteOptions): Promise<Answer<JsonObject>>;
  /** PUT: refused as `conflict` where `metadata.resourceVersion` is given and is not the living one. */
  replace(object: JsonObject, options?: WriteOptions & SubresourceOption): Promise<Answer<JsonObject>>;
  /** Server-side apply. */
  apply(object: JsonObject, options: ApplyOptions): Promise<Answer<JsonObject>>;
  patch(
    ref: ObjectRef,
    patch: JsonPatch | MergePatch,
    options?: WriteOptions & SubresourceOption,
  ): Promise<Answer<JsonObject>>;
  /** The answer is the object, where it waits for finalizers, or a Status. */
  delete(ref: ObjectRef, options?: DeleteOptions): Promise<Answer<JsonObject>>;
  /** TokenRequest of a ServiceAccount. */
  createToken(
    account: { readonly namespace: string; readonly name: string },
    request: TokenRequest,
  ): Promise<Answer<IssuedToken>>;
  /** Changes from a resourceVersion on, until the signal is aborted, or it ends with a failure (`expired`: list again). */
  watch(kind: KindRef, options: WatchOptions): AsyncIterable<Answer<WatchEvent>>;
  /** Closes its connections. */
  close(): void;
}

/** A kind as it is asked for; its resource is looked up in what the server serves. */
export interface KindRef {
  readonly apiVersion: string;
  readonly kind: string;
}

export interface Health {
  readonly status: number;
  readonly body: string;
}

export interface ServerVersion {
  readonly gitVersion: string;
  readonly major: string;
  readonly minor: string;
}

/** A kind that the server serves. */
export interface ServedKind extends KindRef {
  readonly plural: string;
  readonly isNamespaced: boolean;
  readonly verbs: readonly string[];
  /** `status`, `scale`. */
  readonly subresources: readonly string[];
}

export interface ServedKinds {
  /** All versions of all groups; of a kind, the preferred version first. */
  readonly kinds: readonly ServedKind[];
  /** Group versions that could not be asked: `metrics.k8s.io/v1beta1`, and why. */
  readonly broken: ReadonlyMap<string, string>;
}

export interface ListOptions {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Metadata alone (PartialObjectMetadata). */
  readonly metadataOnly?: boolean;
  /** Objects of a page. @default 500 */
  readonly limit?: number;
}

export interface ObjectPage {
  readonly items: readonly JsonObject[];
  readonly resourceVersion: string;
}

export interface WriteOptions {
  readonly dryRun?: boolean;
  readonly fieldManager?: string;
}

export interface SubresourceOption {
  readonly subresource?: 'status' | 'scale';
}

export interface ApplyOptions extends SubresourceOption {
  readonly fieldManager: string;
  /** Takes fields from other managers. @default false */
  readonly force?: boolean;
  readonly dryRun?: boolean;
  /** What a server does with fields that it does not know. @default Strict */
  readonly fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  /** What of the object the answer has: all of it, or its apiVersion, kind and metadata, which costs less. @default whole */
  readonly answer?: 'whole' | 'metadata';
}

/** RFC 6902. */
export interface JsonPatch {
  readonly type: 'json';
  readonly operations: readonly JsonObject[];
}

/** RFC 7386. */
export interface MergePatch {
  readonly type: 'merge';
  readonly body: JsonObject;
}

export interface DeleteOptions {
  /** @default Background */
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  /** Only this very object, not one of the same name that came after it. */
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly dryRun?: boolean;
}

export interface TokenRequest {
  /** What is wished for; a server may give less or more. */
  readonly expirationSeconds: number;
  readonly audiences?: readonly string[];
  /** The token dies with it. */
  readonly boundObject?: ObjectRef & { readonly uid: string };
}

export interface IssuedToken {
  readonly token: string;
  /** RFC 3339, as the server says. */
  readonly expires: string;
}

export interface WatchOptions {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly resourceVersion: string;
  readonly signal: AbortSignal;
}

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: JsonObject;
}
