import { type JsonObject } from '../../../model/json';
import { own } from '../../../model/frozen-json';
import { pointerOf } from '../../../model/json-pointer';
import { type OverrideOperation } from '../../../model/override';
import { type ImageParts } from '../../../model/override-change';
import { changeFailure } from './change-failure';
import { containerNamed } from './container';
import { type ChangedKind } from './located-field';

/** Gives a container, or an init container, an image of which some parts are others. */
export function changeImage(
  document: JsonObject,
  { container, image }: { container: string; image: ImageParts },
  kind: ChangedKind,
): readonly OverrideOperation[] {
  const { segments, value } = containerNamed(document, container, kind.kind);
  const current = own(value, 'image');
  if (typeof current !== 'string') {
    throw changeFailure(`the container ${JSON.stringify(container)} has no image.`, {
      code: 'missing-override-path',
      remedy: 'Give the template an image.',
      path: pointerOf(segments),
    });
  }
  return [{ op: 'replace', path: pointerOf([...segments, 'image']), value: withParts(current, image) }];
}

/** The name of an image with some parts others. A new tag takes the place of a digest, and a digest that of a tag. */
export function withParts(name: string, parts: ImageParts): string {
  const current = partsOf(name);
  const pins = parts.tag !== undefined || parts.digest !== undefined;
  const { registry, repository, tag, digest } = {
    ...current,
    ...(pins && { tag: undefined, digest: undefined }),
    ...given(parts),
  };
  return [
    registry === undefined || registry === '' ? '' : `${registry}/`,
    repository ?? '',
    tag === undefined || tag === '' ? '' : `:${tag}`,
    digest === undefined || digest === '' ? '' : `@${digest}`,
  ].join('');
}

/** `[registry/]repository[:tag][@digest]` (distribution/reference): what is before the first slash is a registry where it looks like a host. */
function partsOf(name: string): ImageParts {
  const [named = '', digest] = name.split('@');
  const slash = named.indexOf('/');
  const first = named.slice(0, Math.max(slash, 0));
  const hasRegistry = slash > 0 && (/[.:]/.test(first) || first === 'localhost');
  const rest = hasRegistry ? named.slice(slash + 1) : named;
  const colon = rest.lastIndexOf(':');
  return {
    registry: hasRegistry ? first : undefined,
    repository: colon < 0 ? rest : rest.slice(0, colon),
    tag: colon < 0 ? undefined : rest.slice(colon + 1),
    digest,
  };
}

function given(parts: ImageParts): ImageParts {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}
