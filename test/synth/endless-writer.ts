/*
 * Writes two trees in turn into the folder that it is given, until it is killed. A line on stdout says that it has begun.
 */
import { writeTree } from '../../lib/synth/write-tree';
import { plainTree } from './plain-tree';
import { wholeText } from './whole-text';

const folder = process.argv[2];
if (folder === undefined) throw new Error('which folder?');

const clusters = Array.from({ length: 40 }, (_, number) => `c${number}`);

/** Odd and even rounds have other files, and other texts in the files that both have. */
function tree(round: number): ReturnType<typeof plainTree> {
  return plainTree(
    Object.fromEntries(
      clusters
        .filter((_, number) => number % 3 !== round % 3)
        .map((cluster) => [
          cluster,
          {
            'shop.k8s.yaml': wholeText(round),
            [`round-${round % 2}.k8s.yaml`]: wholeText(round),
            [`chart-${round % 2}/x`]: wholeText(round),
          },
        ]),
    ),
  );
}

for (let round = 0; ; round += 1) {
  writeTree(tree(round), folder);
  if (round === 0) process.stdout.write('begun\n');
}
