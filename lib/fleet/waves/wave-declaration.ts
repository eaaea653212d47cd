/*
 * Waves: a fleet changed part by part, each part watched before the next one begins.
 *
 * The parts of this folder: what is written (this file), which cluster is in which wave (waves-of.ts), when an object may leave
 * a cluster (departures.ts), which moves leave data behind (data-moves.ts), and the course of the waves (run-waves.ts), which
 * stands on what lib/fleet/apply does on one cluster: it writes and waits, and it prunes.
 */
import { checkDnsLabel, checkLabelKey } from '../../model/label-syntax';
import { type Problem } from '../../model/problem';
import { type ShareOfClusters, readShare } from './share-of-clusters';

/**
 * How a fleet is divided into waves, as it is written: `canary=5%,region`.
 *
 * First come the shares, in the order in which they are written, each taken of the clusters that are left. Then the label keys
 * divide the rest, the first one on the outside. It does not matter whether a share stands before a label key or after it.
 */
export interface WaveDeclaration {
  readonly shares: readonly WaveShare[];
  /** Keys of labels: one wave for each value, in the order of the values, and clusters without the label last. */
  readonly labels: readonly string[];
}

/** A wave of some clusters, chosen by a hash of its name and theirs. */
export interface WaveShare {
  readonly name: string;
  /** Of all clusters. It is one cluster at least, as long as there are any left. */
  readonly share: ShareOfClusters;
}

/** What was read of a text. */
export type WavesRead =
  | { readonly outcome: 'read'; readonly waves: WaveDeclaration }
  | { readonly outcome: 'refused'; readonly problem: Problem };

/** The wave of those that are in no share, where there is no label to divide them by. */
export const REST = 'rest';

/** Reads what is written of waves: parts with commas between, each the key of a label, or NAME=3, or NAME=5%. */
export function readWaves(text: string): WavesRead {
  const shares: WaveShare[] = [];
  const labels: string[] = [];
  for (const part of text.split(',').map((untrimmed) => untrimmed.trim())) {
    const equals = part.indexOf('=');
    if (part === '') return refused(text, 'a part of it is empty');
    if (equals < 0) {
      const problem = checkLabelKey(part);
      if (problem !== undefined) return refused(text, `${JSON.stringify(part)} is no key of a label: ${problem}`);
      if (labels.includes(part)) return refused(text, `the label ${part} is named twice`);
      labels.push(part);
      continue;
    }
    const [name, written] = [part.slice(0, equals).trim(), part.slice(equals + 1).trim()];
    const problem = checkDnsLabel(name);
    if (problem !== undefined) return refused(text, `${JSON.stringify(name)} is no name of a wave: ${problem}`);
    if (name === REST) return refused(text, `${REST} is the name of the wave of all that is left`);
    if (shares.some((share) => share.name === name)) return refused(text, `the wave ${name} is named twice`);
    const share = readShare(written);
    if (share === undefined || share.number === 0) {
      return refused(
        text,
        `${JSON.stringify(written)} says neither how many clusters the wave ${name} has nor which share of them`,
      );
    }
    shares.push({ name, share });
  }
  return { outcome: 'read', waves: { shares, labels } };
}

function refused(text: string, why: string): WavesRead {
  return {
    outcome: 'refused',
    problem: {
      code: 'invalid-waves',
      severity: 'error',
      message: `${JSON.stringify(text)} declares no waves: ${why}.`,
      remedy:
        'Write the key of a label for a wave of each of its values, and NAME=5% or NAME=3 for a first wave of some clusters: canary=5%,region.',
    },
  };
}
