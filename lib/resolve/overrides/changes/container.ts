import { own } from '../../../model/frozen-json';
import { type Json, type JsonObject, isJsonObject } from '../../../model/json';
import { didYouMean } from '../../../model/nearest-name';
import { changeFailure } from './change-failure';

/** A container of the Pods that an object makes. */
export interface Container {
  /** The keys and places on the way to it. */
  readonly segments: readonly string[];
  readonly value: JsonObject;
}

/**
 * The container, or init container, of a name.
 *
 * @throws FederationError `missing-override-path`, with the nearest name there is.
 */
export function containerNamed(document: JsonObject, name: string, kind: string | undefined): Container {
  const names: string[] = [];
  for (const list of ['containers', 'initContainers']) {
    const segments = [...podSpecPath(kind), list];
    const items = segments.reduce<Json | undefined>(
      (value, key) => (isJsonObject(value) ? own(value, key) : undefined),
      document,
    );
    for (const [place, value] of (Array.isArray(items) ? (items as readonly Json[]) : []).entries()) {
      const found = isJsonObject(value) ? own(value, 'name') : undefined;
      if (isJsonObject(value) && found === name) return { segments: [...segments, String(place)], value };
      if (typeof found === 'string') names.push(found);
    }
  }
  throw changeFailure(`there is no container ${JSON.stringify(name)}.${didYouMean(name, names)}`, {
    code: 'missing-override-path',
    remedy:
      names.length === 0
        ? 'Use it on an object that makes Pods; in a chart, say of which kinds it is.'
        : `The containers are ${names.join(', ')}.`,
  });
}

/** Where an object of a kind has the spec of its Pods; kinds that are not here, and make any, have it as most do. */
function podSpecPath(kind: string | undefined): readonly string[] {
  switch (kind) {
    case 'Pod':
      return ['spec'];
    case 'PodTemplate':
      return ['template', 'spec'];
    case 'CronJob':
      return ['spec', 'jobTemplate', 'spec', 'template', 'spec'];
    default:
      return ['spec', 'template', 'spec'];
  }
}
