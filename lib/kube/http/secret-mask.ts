import { type Json } from '../../model/json';
import { MASKED } from '../../model/secret';

/** Shorter texts are masked nowhere: they would stand in half of all words. */
const SHORTEST = 4;

/** What looks like a bearer token wherever it stands: a JWT, and what follows the word Bearer or Basic. */
const TOKENS = /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?|(?<=\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi;

/** User and password of a URL. */
const USERINFO = /(?<=\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]*:?[^\s/@]*@/gi;

/** Takes secrets out of texts: those that it is told of, and what looks like one. */
export class SecretMask {
  readonly #secrets = new Set<string>();

  /** Remembers secrets, also as base64 and as they stand in URLs. They are never forgotten: an old one may still be valid. */
  public add(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) {
      if (secret === undefined || secret.length < SHORTEST) continue;
      this.#secrets.add(secret);
      this.#secrets.add(Buffer.from(secret).toString('base64'));
      this.#secrets.add(encodeURIComponent(secret));
    }
  }

  /** A text without any of them. */
  public mask(text: string): string {
    let masked = text;
    for (const secret of this.#secrets) masked = masked.replaceAll(secret, MASKED);
    return masked.replace(TOKENS, MASKED).replace(USERINFO, '');
  }
}

/** What is called a secret: `token=...`, `"password": "..."`, `--client-secret ...`. */
const CALLED_SECRET =
  /(?<=(?:token|passw(?:or)?d|passphrase|secret|api[_-]?key|access[_-]?key|credentials?)["']?\s*(?:[:=]+\s*|\s)["']?)[^\s"',;&]{4,}/gi;

/** A long run of letters and digits, as words, paths and dates have none. */
const RANDOM_LOOKING = /(?=[\w+=-]*\d)(?=[\w+=-]*[a-z])[\w+=-]{24,}/gi;

/** A text of a stranger, such as what a plugin complains of, without what is likely to be a secret of its own. */
export function withoutLikelySecrets(text: string): string {
  return text.replace(CALLED_SECRET, MASKED).replace(RANDOM_LOOKING, MASKED);
}

/** All texts in a value, and what they are where they are base64, as the data of a Secret is. */
export function textsOf(value: Json): string[] {
  if (typeof value === 'string') return [value, Buffer.from(value, 'base64').toString('utf8')];
  return typeof value === 'object' && value !== null ? Object.values<Json>(value).flatMap(textsOf) : [];
}
