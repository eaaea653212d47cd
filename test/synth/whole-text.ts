/** A long text that shows whether all of it is there. */
export function wholeText(version: number): string {
  return `version ${version}\n${`line of ${version}\n`.repeat(2000)}end of ${version}\n`;
}

/** Whether a text is all of one `wholeText`. */
export function isWhole(text: string): boolean {
  const version = /^version (\d+)\n/.exec(text)?.[1];
  return version !== undefined && text === wholeText(Number(version));
}
