import { type ClusterCondition } from '../model/cluster-condition';
import { type Field, type FieldPicker, pathOf } from '../model/field';
import { type Json, type JsonObject } from '../model/json';
import {
  type ImageParts,
  type JsonPatchOperation,
  type OverrideChange,
  type TextFormat,
} from '../model/override-change';
import { type ClusterInfo, isPerCluster } from './per-cluster';

/** A value to merge into one of type `T`: any part of it; null takes a key away. */
export type MergePatch<T> = T extends readonly (infer Item)[]
  ? readonly (MergePatch<Item> & MergeDirective)[]
  : T extends object
    ? { readonly [Key in keyof T]?: MergePatch<NonNullable<T[Key]>> | null } & MergeDirective
    : T;

/** What a map in a merge may say of itself. */
export interface MergeDirective {
  readonly $patch?: 'delete' | 'replace';
}

/** The value of an environment variable: text, what Kubernetes takes beside it (`valueFrom`), or null to take it away. */
export type EnvValue = string | { readonly valueFrom: object } | null;

/** Works on the whole manifest of one cluster. */
export type Transform = (manifest: Record<string, unknown>, cluster: ClusterInfo) => object;

/** A change as it was written: values may be per-cluster ones, and a function may have the last word. */
export type DraftChange = OverrideChange | { readonly kind: 'transform'; readonly transform: Transform };

/** A rule as it was written. */
export interface RuleDraft {
  readonly where: ClusterCondition;
  readonly kinds?: readonly string[];
  readonly changes: DraftChange[];
}

/** The changes of a map or a text, one after the other. */
class Changes<T> {
  /** @internal */
  public constructor(protected readonly changes: DraftChange[]) {}

  /**
   * Gives a field that is there another value. For one that may be missing use `add`.
   *
   * @example
   * redis.override.on('cluster2').set((d) => d.spec.replicas, 5);
   */
  public set<V>(field: FieldPicker<T, V>, value: NoInfer<V>): this {
    return this.change({ kind: 'set', path: pathOf(field), value: value as Json });
  }

  /** Sets a field, whether it is there or not, with the maps on the way to it. Items of lists on the way must be there. */
  public add<V>(field: FieldPicker<T, V>, value: NoInfer<V>): this {
    return this.change({ kind: 'add', path: pathOf(field), value: value as Json });
  }

  /** Takes away a field, or an item of a list, that is there. */
  public remove(field: (object: Field<T>) => unknown): this {
    return this.change({ kind: 'remove', path: pathOf(field) });
  }

  /** Adds items at the end of a list. One that has the merge key of an item that is there is refused. */
  public append<Item>(field: FieldPicker<T, readonly Item[]>, ...items: NoInfer<Item>[]): this {
    return this.change({ kind: 'append', path: pathOf(field), values: items as Json[] });
  }

  /**
   * Strategic merge: maps key by key, lists item by item where the API has merge keys (containers by name, ports by number
   * and protocol); null takes a key away.
   *
   * @example
   * redis.override.where({ region: 'eu' }).merge({ spec: { template: { spec: { containers: [{ name: 'redis', image: 'redis:8' }] } } } });
   */
  public merge(value: MergePatch<T>): this {
    return this.change({ kind: 'merge', path: [], value: value as Json });
  }

  /** Strategic merge into one field. */
  public mergeInto<V>(field: FieldPicker<T, V>, value: MergePatch<NoInfer<V>>): this {
    return this.change({ kind: 'merge', path: pathOf(field), value: value as Json });
  }

  /** A patch of RFC 6902, with `test`, `move` and `copy`. */
  public patch(...operations: JsonPatchOperation[]): this {
    return this.change({ kind: 'patch', operations });
  }

  protected change(change: DraftChange): this {
    this.changes.push(change);
    return this;
  }
}

/** The changes of a text that is JSON or YAML. */
export class TextChanges extends Changes<any> {} // eslint-disable-line @typescript-eslint/no-explicit-any -- nobody knows what it holds

/**
 * What is changed on the clusters that were named. Changes are made in the order in which they are written, on what the ones
 * before them have left.
 */
export class OverrideChain<T> extends Changes<T> {
  /** @internal */
  public constructor(
    /** @internal */
    public readonly draft: RuleDraft,
  ) {
    super(draft.changes);
  }

  /**
   * Another image for a container, or for some parts of its name: a new tag takes the place of a digest too.
   *
   * @example
   * redis.override.where({ region: 'cn' }).image('redis', { registry: 'mirror.example.com' });
   */
  public image(container: string, image: string | ImageParts): this {
    if (typeof image !== 'string') return this.change({ kind: 'image', container, image });
    return this.change({ kind: 'set', path: [{ container }, 'image'], value: image });
  }

  /** Environment variables of a container, by name. Those that are there already get the new value. */
  public env(container: string, variables: Readonly<Record<string, EnvValue>>): this {
    const value = Object.entries(variables).map(([name, variable]): Json => {
      if (variable === null) return { name, $patch: 'delete' };
      // Not merged with what is there: a value and a valueFrom beside each other are refused by every server.
      return {
        name,
        $patch: 'replace',
        ...(typeof variable === 'object' && !isPerCluster(variable)
          ? (variable as JsonObject)
          : { value: variable as Json }),
      };
    });
    return this.change({ kind: 'merge', path: [{ container }, 'env'], value });
  }

  /** Arguments of a container: some are taken away, then others added at the end, if they are not there. */
  public args(
    container: string,
    change: { readonly remove?: readonly string[]; readonly append?: readonly string[] },
  ): this {
    return this.change({ kind: 'args', container, remove: change.remove ?? [], append: change.append ?? [] });
  }

  /** Requests and limits of a container; what is not named stays, and null takes away. */
  public resources(
    container: string,
    resources: {
      readonly requests?: Readonly<Record<string, string | number | null>>;
      readonly limits?: Readonly<Record<string, string | number | null>>;
    },
  ): this {
    return this.change({ kind: 'merge', path: [{ container }, 'resources'], value: resources as Json });
  }

  /** Labels of the object; null takes one away. Those of its Pods are in their template. */
  public labels(labels: Readonly<Record<string, string | null>>): this {
    return this.change({ kind: 'merge', path: ['metadata', 'labels'], value: labels });
  }

  /** Annotations of the object; null takes one away. */
  public annotations(annotations: Readonly<Record<string, string | null>>): this {
    return this.change({ kind: 'merge', path: ['metadata', 'annotations'], value: annotations });
  }

  /** How many Pods there are to be on each of the clusters. */
  public replicas(replicas: number): this {
    return this.change({ kind: 'add', path: ['spec', 'replicas'], value: replicas });
  }

  /**
   * Changes within a text that is JSON or YAML itself, such as a file of a ConfigMap. Comments, and what is not touched, stay.
   *
   * @example
   * config.override.on('cluster2').text((c) => c.data['app.yaml'], 'yaml', (t) => t.set((f) => f.log.level, 'debug'));
   */
  public text(field: FieldPicker<T, string>, format: TextFormat, write: (text: TextChanges) => unknown): this {
    const changes: OverrideChange[] = [];
    write(new TextChanges(changes));
    return this.change({ kind: 'text', path: pathOf(field), format, changes });
  }

  /**
   * For what nothing else can say: a function of the manifest, called for each cluster, that gives another. Pure; the
   * manifest given is its own and may be changed.
   */
  public transform(transform: Transform): this {
    return this.change({ kind: 'transform', transform });
  }
}
