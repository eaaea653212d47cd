/**
 * The documents of a YAML file, as texts. A line of three dashes stands at the start of a line only between documents: within
 * one it would be indented, or end it.
 */
export function documentTexts(text: string): readonly string[] {
  return text.split(/^---\n/m).filter((document) => document !== '');
}
