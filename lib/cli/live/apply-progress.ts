import { type ApplyProgress } from '../../fleet/apply/apply-settings';
import { type WaveProgress } from '../../fleet/waves/apply-in-waves';
import { type CliStream } from '../io';
import { count } from '../text/count';
import { waveProgressText } from '../text/waves-text';

/** Milliseconds between two lines, and before the first. */
const PAUSE = 1000;

/** Tells a person at a terminal, after a second, how many objects are done with. */
export function applyProgressOn(stream: CliStream): {
  readonly tell: (progress: ApplyProgress) => void;
  /** Each wave is told of as it begins, soaks and ends. */
  readonly tellOfWave: (progress: WaveProgress) => void;
  readonly end: () => void;
} {
  let objects = 0;
  let told = '';
  let next = performance.now() + PAUSE;
  const show = (text: string): void => {
    stream.write(`\r${text.padEnd(told.length)}${text === '' ? '\r' : ''}`);
    told = text;
  };
  return {
    tell: ({ cluster }) => {
      objects += 1;
      if (stream.isTTY !== true || performance.now() < next) return;
      next = performance.now() + PAUSE;
      show(`applying ... ${count(objects, 'object')}, now on ${cluster}`);
    },
    tellOfWave: (progress) => {
      if (stream.isTTY !== true) return;
      if (told !== '') show('');
      stream.write(`${waveProgressText(progress)}\n`);
    },
    end: () => {
      if (told !== '') show('');
    },
  };
}
