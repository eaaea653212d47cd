import { type Answer, type ApiFailure, type ApiFailureKind, ok } from '../../../lib/kube/answer';
import { type ClusterApi, type ObjectPage, type WatchEvent } from '../../../lib/kube/cluster-api';
import { type JsonObject } from '../../../lib/model/json';
import { objectKey } from '../../../lib/model/object-ref';
import { refOfManifest } from '../../../lib/model/ref-of-manifest';

/** A cluster in memory, which keeps objects as they are given, and counts what it is asked. */
export class FakeCluster {
  public readonly objects = new Map<string, JsonObject>();
  public readonly asked: string[] = [];
  /** What fails, by the words of a request: `list v1 ConfigMap`, `kinds`. */
  public readonly failing = new Map<string, ApiFailureKind>();
  private readonly unseen: Answer<WatchEvent>[] = [];
  private readonly watchers = new Set<(event: Answer<WatchEvent>) => void>();

  public constructor(
    private readonly served: readonly (readonly [apiVersion: string, kind: string, scope: 'Cluster' | 'Namespaced'])[],
  ) {}

  public get api(): ClusterApi {
    const part: Partial<ClusterApi> = {
      server: 'https://fake',
      kinds: () =>
        this.answer('kinds', () => ({
          kinds: this.served.map(([apiVersion, kind, scope]) => ({
            apiVersion,
            kind,
            plural: `${kind.toLowerCase()}s`,
            isNamespaced: scope === 'Namespaced',
            verbs: [],
            subresources: [],
          })),
          broken: new Map(),
        })),
      get: (ref) => {
        const found = this.objects.get(objectKey(ref));
        const gone = found === undefined ? failed('not-found') : ok(found);
        return this.answer(`get ${ref.apiVersion} ${ref.kind}`, () => gone).then((a) =>
          a.outcome === 'ok' ? a.value : a,
        );
      },
      pages: ({ apiVersion, kind }, { namespace } = {}) =>
        this.page(
          `list ${apiVersion} ${kind}${namespace === undefined ? '' : ` in ${namespace}`}`,
          apiVersion,
          kind,
          namespace,
        ),
      apply: (object, { dryRun, force }) =>
        this.answer(
          `${dryRun === true ? 'dry run' : 'apply'}${force === true ? ' by force' : ''} ${refOfManifest(object).name}`,
          () => {
            const key = objectKey(refOfManifest(object));
            const next = { ...this.objects.get(key), ...object };
            if (dryRun !== true) this.objects.set(key, next);
            return next;
          },
        ),
      watch: (_kind, { signal }) => this.watch(signal),
    };
    return part as ClusterApi;
  }

  public put(...objects: readonly JsonObject[]): void {
    for (const object of objects) this.objects.set(objectKey(refOfManifest(object)), object);
  }

  public tell(type: WatchEvent['type'], object: JsonObject): void {
    this.toWatchers(ok({ type, object }));
  }

  /** Ends what is watched. */
  public break(kind: ApiFailureKind): void {
    this.toWatchers(failed(kind));
  }

  /** What nobody watches yet waits for the first to watch. */
  private toWatchers(event: Answer<WatchEvent>): void {
    if (this.watchers.size === 0) this.unseen.push(event);
    for (const watcher of this.watchers) watcher(event);
  }

  private async *page(
    words: string,
    apiVersion: string,
    kind: string,
    namespace?: string,
  ): AsyncGenerator<Answer<ObjectPage>> {
    const items = [...this.objects.values()].filter((object) => {
      const ref = refOfManifest(object);
      return (
        ref.apiVersion === apiVersion && ref.kind === kind && (namespace === undefined || ref.namespace === namespace)
      );
    });
    yield await this.answer(words, () => ({ items, resourceVersion: '1' }));
  }

  private async *watch(signal: AbortSignal): AsyncGenerator<Answer<WatchEvent>> {
    const queue = this.unseen.splice(0);
    let wake = (): void => undefined;
    const watcher = (event: Answer<WatchEvent>): void => {
      queue.push(event);
      wake();
    };
    this.watchers.add(watcher);
    signal.addEventListener('abort', () => {
      wake();
    });
    while (!signal.aborted) {
      const event = queue.shift();
      if (event === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      yield event;
      if (event.outcome === 'failed') break;
    }
    this.watchers.delete(watcher);
  }

  private answer<T>(words: string, value: () => T): Promise<Answer<T>> {
    this.asked.push(words);
    const failing = this.failing.get(words);
    return Promise.resolve(failing === undefined ? ok(value()) : failed(failing));
  }
}

export function failed(kind: ApiFailureKind): { readonly outcome: 'failed'; readonly failure: ApiFailure } {
  return { outcome: 'failed', failure: { kind, message: `it is ${kind}`, causes: [], isUncertain: false } };
}

export function configMap(name: string, data: JsonObject, namespace = 'shop'): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
}
