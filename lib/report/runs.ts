/** A list in which neighbours are mostly equal, or follow each other: pairs of a first value and a length. */
export type Runs = readonly number[];

/** Rising positions, as runs of neighbours: 3, 4, 5, 9 are [3, 3, 9, 1]. */
export function runsOfPositions(positions: readonly number[]): Runs {
  const runs: number[] = [];
  for (const position of positions) {
    const last = runs.length - 2;
    if (last >= 0 && (runs[last] as number) + (runs[last + 1] as number) === position) {
      runs[last + 1] = (runs[last + 1] as number) + 1;
    } else runs.push(position, 1);
  }
  return runs;
}

/** The positions again. */
export function positionsOfRuns(runs: Runs): number[] {
  const positions: number[] = [];
  for (let at = 0; at < runs.length; at += 2) {
    for (let more = 0; more < (runs[at + 1] as number); more += 1) positions.push((runs[at] as number) + more);
  }
  return positions;
}

/** Values, as runs of equal ones: 7, 7, 7, 2 are [7, 3, 2, 1]. */
export function runsOfValues(values: readonly number[]): Runs {
  const runs: number[] = [];
  for (const value of values) {
    const last = runs.length - 2;
    if (last >= 0 && runs[last] === value) runs[last + 1] = (runs[last + 1] as number) + 1;
    else runs.push(value, 1);
  }
  return runs;
}

/** The values again. */
export function valuesOfRuns(runs: Runs): number[] {
  const values: number[] = [];
  for (let at = 0; at < runs.length; at += 2) {
    for (let more = 0; more < (runs[at + 1] as number); more += 1) values.push(runs[at] as number);
  }
  return values;
}
