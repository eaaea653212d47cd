import { type WaveProgress } from '../../fleet/waves/apply-in-waves';
import { type WaveResult } from '../../fleet/waves/wave-result';
import { listed } from '../../model/listed';
import { printable } from '../../model/printable';
import { count } from './count';
import { type Paint, type Style } from './paint';

const STYLES: Readonly<Record<WaveResult['state'], Style>> = {
  done: 'green',
  tolerated: 'yellow',
  stopped: 'red',
  'not-begun': 'dim',
};

const WORDS: Readonly<Record<WaveResult['state'], string>> = {
  done: 'done',
  tolerated: 'went on',
  stopped: 'stopped',
  'not-begun': 'not begun',
};

const NAMED = 5;

/** The waves of a run, one a line, and why it ended where it did. */
export function wavesText(waves: readonly WaveResult[], paint: Paint): string {
  return waves
    .map((wave) => {
      const { name, clusters, state, failed, stop } = wave;
      const shown = failed.slice(0, NAMED).map(({ cluster, reason }) => `    ${printable(`${cluster}: ${reason}`)}\n`);
      const more = failed.length > NAMED ? [`    and ${count(failed.length - NAMED, 'cluster')} more\n`] : [];
      // What failed is told below; another cause, or a cluster of an earlier wave, is told of here.
      const isTold = stop === undefined || (stop.cause === 'failures' && failed.length > 0);
      const why = isTold ? '' : `: ${stop.reason}`;
      const head = `${paint(STYLES[state], WORDS[state])} wave ${printable(`${name} (${listed(clusters)})${why}`)}\n`;
      return [head, ...shown, ...more].join('');
    })
    .join('');
}

/** What a person reads while a run goes on. */
export function waveProgressText(progress: WaveProgress): string {
  const { wave } = progress;
  const doing = { writing: 'applying to', soaking: 'watching', ended: 'done with' }[progress.step];
  return printable(`${doing} wave ${wave.name} (${listed(wave.clusters)})`);
}
