import { type PartDocument } from '../plan/fleet-view';

/**
 * The documents of a YAML file, as texts. A line of three dashes stands at the start of a line only between documents: within
 * one it would be indented, or end it.
 */
export function documentTexts(text: string): readonly string[] {
  return text.split(/^---\n/m).filter((document) => document !== '');
}

/** So many files are remembered: most of a fleet has the same few. */
const REMEMBERED = 64;

/** The documents of files, by their hash: equal files of many clusters are cut up once. */
export class DocumentCache {
  private readonly byHash = new Map<string, readonly PartDocument[]>();

  public get(hash: string, cut: () => readonly PartDocument[]): readonly PartDocument[] {
    const known = this.byHash.get(hash);
    if (known !== undefined) return known;
    const documents = cut();
    if (this.byHash.size >= REMEMBERED) this.byHash.clear();
    this.byHash.set(hash, documents);
    return documents;
  }
}
