import { FederationError } from '../../model/federation-error';
import { isJsonObject } from '../../model/json';
import { jsonProblems } from '../../model/json-check';
import { type ObjectRef } from '../../model/object-ref';
import { DOCUMENT } from './block-text';
import { TextSlot } from './text-slot';
import { UnwritableValue } from './unwritable-value';

/** Objects whose text is remembered; where a run has more, the memory starts afresh. */
const MAX_REMEMBERED_OBJECTS = 10_000;

/**
 * YAML of manifests, with a memory: text is composed anew only where a manifest differs from the last one of the same
 * kind, namespace and name. So what many clusters share must be shared by identity, and **must not change** while this
 * object is in use; frozen manifests, as resolve() makes them, are right.
 *
 * The YAML is block style with two spaces a level, as cdk8s writes it, keys in the order of the object. YAML 1.1 and YAML 1.2
 * parsers read it back equal, for any JSON value.
 */
export class YamlText {
  private readonly slots = new Map<string, TextSlot>();

  /**
   * The text of one manifest, with a line break at its end and no `---`.
   *
   * @throws FederationError `unserializable-value`, `cyclic-value`, `lone-surrogate`, `unsafe-integer` or `negative-zero`
   *   for what is not JSON or would not be read back equal; all such places of the manifest are in its `problems`.
   */
  public manifest(manifest: object): string {
    try {
      if (!isJsonObject(manifest)) throw new UnwritableValue();
      return this.slotOf(manifest).textOf(manifest);
    } catch (error) {
      throw error instanceof UnwritableValue ? unwritable(manifest) : error;
    }
  }

  /** The text of a file that holds these manifests, with `---` between them. Throws what {@link manifest} throws. */
  public documents(manifests: readonly object[]): string {
    let text = '';
    for (const manifest of manifests) {
      text += text === '' ? this.manifest(manifest) : `---\n${this.manifest(manifest)}`;
    }
    return text;
  }

  /** The slot of an object's identity. A wrong guess costs time, never a wrong text: slots compare what they reuse. */
  private slotOf(manifest: Readonly<Record<string, unknown>>): TextSlot {
    const { kind, metadata } = manifest;
    const { namespace, name } = (metadata ?? {}) as Readonly<Record<string, unknown>>;
    const key = `${textOrNothing(kind)}/${textOrNothing(namespace)}/${textOrNothing(name)}`;
    let slot = this.slots.get(key);
    if (slot === undefined) {
      if (this.slots.size >= MAX_REMEMBERED_OBJECTS) this.slots.clear();
      slot = new TextSlot(DOCUMENT);
      this.slots.set(key, slot);
    }
    return slot;
  }
}

/** The YAML of one manifest; for many manifests use one {@link YamlText}. Throws what {@link YamlText.manifest} throws. */
export function manifestText(manifest: object): string {
  return new YamlText().manifest(manifest);
}

/** The YAML of a file that holds these manifests. Throws what {@link YamlText.manifest} throws. */
export function documentsText(manifests: readonly object[]): string {
  return new YamlText().documents(manifests);
}

function textOrNothing(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function unwritable(manifest: object): FederationError {
  const object = objectRef(manifest);
  const problems = jsonProblems(manifest).map((problem) => ({
    ...problem,
    severity: 'error' as const,
    ...(object !== undefined && { object }),
  }));
  if (problems.length > 0) return new FederationError(problems);
  return new FederationError({
    code: 'unserializable-value',
    severity: 'error',
    message: 'a manifest is a map, and this is none',
    remedy: 'Give an object with apiVersion, kind and metadata.',
  });
}

function objectRef(manifest: object): ObjectRef | undefined {
  if (!isJsonObject(manifest)) return undefined;
  const { apiVersion, kind, metadata } = manifest;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !isJsonObject(metadata)) return undefined;
  const { name, namespace } = metadata;
  if (typeof name !== 'string') return undefined;
  return { apiVersion, kind, name, ...(typeof namespace === 'string' && { namespace }) };
}
