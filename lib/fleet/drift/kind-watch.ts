import { type Answer, type ApiFailure, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { type ObjectRef, objectKey } from '../../model/object-ref';
import { refOfManifest } from '../../model/ref-of-manifest';
import { pause } from '../pause';
import { type DeclaredKind } from './declared-kinds';
import { type DriftChange } from './drift-change';
import { type AssessmentRules, assessLiving } from './drift-of-kind';
import { type ObjectDrift } from './object-drift';

/** In milliseconds: so long it waits before it asks again, at first and at most. */
const PAUSE = { first: 1000, longest: 30_000 } as const;

interface WatchContext {
  readonly cluster: string;
  readonly rules: AssessmentRules;
  readonly signal: AbortSignal;
  readonly tell: (change: DriftChange) => void;
}

/** Watches the objects of one kind on one cluster: lists them, follows their changes, and lists anew when it has lost track. */
export class KindWatch {
  /** What was told of an object, by its key; nothing of one in sync. */
  private readonly told = new Map<string, { readonly object: ObjectRef; readonly text: string }>();
  /** Why nothing is known now. */
  private lost: string | undefined;
  private readonly namespace: { readonly namespace?: string };

  public constructor(
    private readonly api: ClusterApi,
    private readonly kind: DeclaredKind,
    private readonly context: WatchContext,
  ) {
    const refs = [...[...kind.bodies.values()].map(refOfManifest), ...kind.undeclared.values()];
    const [namespace, ...others] = new Set(refs.map((ref) => ref.namespace));
    this.namespace = namespace === undefined || others.length > 0 ? {} : { namespace };
  }

  /** Until the signal is aborted. */
  public async run(): Promise<void> {
    const { signal } = this.context;
    if (this.kind.served.outcome === 'failed') {
      if (this.kind.bodies.size > 0) this.lose(this.kind.served.failure);
      return;
    }
    let wait: number = PAUSE.first;
    while (!signal.aborted) {
      const listed = await this.list();
      if (listed.outcome === 'ok') {
        this.find();
        wait = PAUSE.first;
        const ended = await this.follow(listed.value);
        if (ended?.kind === 'expired') continue;
      } else {
        this.lose(listed.failure);
      }
      await pause(wait, signal);
      wait = Math.min(wait * 2, PAUSE.longest);
    }
  }

  /** @returns the resourceVersion to follow from. */
  private async list(): Promise<Answer<string>> {
    const { apiVersion, kind } = this.kind;
    const seen = new Set<string>();
    let resourceVersion = '';
    for await (const page of this.api.pages({ apiVersion, kind }, this.namespace)) {
      if (page.outcome === 'failed') return page;
      for (const live of page.value.items) {
        seen.add(objectKey(refOfManifest(live)));
        await this.look(live);
      }
      resourceVersion = page.value.resourceVersion;
    }
    for (const [key, body] of this.kind.bodies) if (!seen.has(key)) await this.isGone(refOfManifest(body));
    for (const [key, object] of this.kind.undeclared) if (!seen.has(key)) await this.isGone(object);
    return ok(resourceVersion);
  }

  /** @returns why it ended; undefined where it simply did. */
  private async follow(resourceVersion: string): Promise<ApiFailure | undefined> {
    const { apiVersion, kind } = this.kind;
    const { signal } = this.context;
    for await (const event of this.api.watch({ apiVersion, kind }, { ...this.namespace, resourceVersion, signal })) {
      if (event.outcome === 'failed') return event.failure;
      if (event.value.type === 'BOOKMARK') continue;
      if (event.value.type === 'DELETED') await this.isGone(refOfManifest(event.value.object));
      else await this.look(event.value.object);
      if (signal.aborted) return undefined;
    }
    return undefined;
  }

  private async look(live: JsonObject): Promise<void> {
    const object = refOfManifest(live);
    const key = objectKey(object);
    const body = this.kind.bodies.get(key);
    if (body !== undefined)
      this.say(object, (await assessLiving(this.api, { body, live, rules: this.context.rules })).drift);
    else if (this.kind.undeclared.has(key)) this.say(object, { object, outcome: 'Orphaned' });
  }

  private async isGone(object: ObjectRef): Promise<void> {
    const key = objectKey(object);
    const body = this.kind.bodies.get(key);
    if (body === undefined) {
      if (this.kind.undeclared.has(key)) this.say(object, undefined);
      return;
    }
    const { drift } = await assessLiving(this.api, { body, live: undefined, rules: this.context.rules });
    this.say(object, drift);
  }

  private say(object: ObjectRef, drift: ObjectDrift | undefined): void {
    const key = objectKey(object);
    const before = this.told.get(key);
    const { cluster, tell } = this.context;
    if (drift === undefined || drift.outcome === 'Shared') {
      if (!this.told.delete(key)) return;
      tell({ change: 'settled', cluster, object });
      return;
    }
    const text = JSON.stringify(drift);
    if (before?.text === text) return;
    this.told.set(key, { object, text });
    tell({ change: 'object', cluster, drift });
  }

  private lose(failure: ApiFailure): void {
    if (this.lost === failure.message || this.context.signal.aborted) return;
    this.lost = failure.message;
    const { apiVersion, kind } = this.kind;
    this.context.tell({ change: 'lost', cluster: this.context.cluster, kind: { apiVersion, kind }, failure });
  }

  private find(): void {
    if (this.lost === undefined) return;
    this.lost = undefined;
    const { apiVersion, kind } = this.kind;
    this.context.tell({ change: 'found', cluster: this.context.cluster, kind: { apiVersion, kind } });
  }
}
