import { listed } from '../../../lib/model/listed';
import { type Problem } from '../../../lib/model/problem';
import { type PropagationStatus } from '../../../lib/resolve/resolution';
import { federatedText, leftOutText } from '../../../lib/cli/text/federate-text';
import { count } from '../../../lib/cli/text/count';
import { type Paint, paintFor, plain } from '../../../lib/cli/text/paint';
import { problemsText } from '../../../lib/cli/text/problems-text';
import { statusText, synthText } from '../../../lib/cli/text/synth-text';
import { table } from '../../../lib/cli/text/table';

/** Shows what is painted how. */
const marked: Paint = (style, text) => `<${style}>${text}</${style}>`;

const names = (number: number): string[] => Array.from({ length: number }, (_, index) => `c${index + 1}`);

describe('numbers and names', () => {
  it.each([
    [0, '0 clusters'],
    [1, '1 cluster'],
    [2000, '2,000 clusters'],
  ])('counts %d', (number, text) => {
    expect(count(number, 'cluster')).toBe(text);
  });

  it('counts what has a plural of its own', () => {
    expect(count(2, 'policy', 'policies')).toBe('2 policies');
  });

  it.each([
    [0, ''],
    [2, 'c1, c2'],
    [5, 'c1, c2, c3, c4, c5'],
    [6, 'c1, c2, c3, c4 and 2 more'],
    [2004, 'c1, c2, c3, c4 and 2,000 more'],
  ])('lists %d names', (number, text) => {
    expect(listed(names(number))).toBe(text);
  });
});

describe('paint', () => {
  it('is for terminals', () => {
    const terminal = { write: () => true, isTTY: true };
    expect(paintFor(terminal, {})('red', 'x')).toBe('\u001b[31mx\u001b[39m');
    expect(paintFor(terminal, { NO_COLOR: '' })('red', 'x')).toBe('\u001b[31mx\u001b[39m');
    expect(paintFor(terminal, { NO_COLOR: '1' })('red', 'x')).toBe('x');
    expect(paintFor(terminal, { TERM: 'dumb' })('red', 'x')).toBe('x');
    expect(paintFor({ write: () => true }, {})('red', 'x')).toBe('x');
  });
});

describe('a table', () => {
  it('aligns its columns, pads no last cell and paints padded cells', () => {
    const rows = [
      [{ text: 'a' }, { text: '7', align: 'right' as const }, 'long enough'],
      [{ text: 'bcd', paint: (text: string) => marked('bold', text) }, { text: '1,000', align: 'right' as const }, 'x'],
    ];
    expect(table(rows)).toBe('  a        7  long enough\n  <bold>bcd</bold>  1,000  x\n');
  });

  it('has no white space at the end of a line', () => {
    expect(table([['a', ''], ['b']])).toBe('  a\n  b\n');
  });
});

describe('problems', () => {
  const problem = (severity: Problem['severity'], number: number): Problem => ({
    code: severity === 'error' ? 'no-clusters' : 'empty-placement',
    severity,
    message: `Message ${number}.`,
    remedy: 'Mend it.',
    origin: `a.yaml:${number}`,
  });

  it('come with warnings first, errors last, and how many there are', () => {
    expect(problemsText([problem('error', 1), problem('warning', 2), problem('error', 3)], marked)).toBe(
      `<yellow>warning empty-placement:</yellow> Message 2.
  in: a.yaml:2
  do: Mend it.

<red>error no-clusters:</red> Message 1.
  in: a.yaml:1
  do: Mend it.

<red>error no-clusters:</red> Message 3.
  in: a.yaml:3
  do: Mend it.

<red>2 errors</red>, <yellow>1 warning</yellow>
`,
    );
  });

  it('are told twenty of a code', () => {
    const text = problemsText(
      Array.from({ length: 1025 }, (_, index) => problem('warning', index)),
      plain,
    );
    expect(text.match(/^warning/gm)).toHaveLength(20);
    expect(text).toContain('\n\n1,005 more of empty-placement; --format json tells them all\n\n1,025 warnings\n');
  });

  it('are silent where there are none', () => {
    expect(problemsText([], plain)).toBe('');
  });
});

describe('the text of a synth', () => {
  const outcome = {
    semantics: 'strict' as const,
    outdir: 'dist',
    clusters: names(12).map((name) => ({ name, objects: 1 })),
    objects: 3,
    files: { written: 1, unchanged: 2000, removed: 0 },
    leftAlone: [],
    decisions: [],
    status: [],
  };

  it('shows ten clusters and how many there are besides', () => {
    const text = synthText(outcome)(plain);
    expect(text).toContain('3 objects for 12 clusters, semantics strict\n  dist/c1   1 object\n');
    expect(text).toContain('  dist/c10  1 object\n  and 2 more\ndist: 1 file written, 2,000 unchanged, 0 removed\n');
    expect(text).not.toContain('Propagation');
  });

  it('names six of the objects that are left alone', () => {
    const leftAlone = names(8).map((name) => ({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'a', name }));
    expect(synthText({ ...outcome, leftAlone })(plain)).toContain(
      "Left alone, 8 objects of the host's own: ConfigMap a/c1, ConfigMap a/c2, ConfigMap a/c3, ConfigMap a/c4, ConfigMap a/c5 and 3 more\n",
    );
  });

  const status = (
    name: string,
    reason?: 'CheckClusters',
    rows: PropagationStatus['clusters'] = [],
  ): PropagationStatus => ({
    object: { apiVersion: 'types.kubefed.io/v1beta1', kind: 'FederatedSecret', namespace: 'a', name },
    condition: { status: reason === undefined ? 'True' : 'False', ...(reason && { reason }) },
    clusters: rows,
  });

  it('groups the clusters of a status and shows first what is not well', () => {
    const fine = names(7).map((name) => ({ name }));
    const failed = names(6).map((name) => ({ name: `d${name}`, status: 'ApplyOverridesFailed' as const }));
    expect(statusText([status('fine', undefined, fine), status('bad', 'CheckClusters', [...fine, ...failed])], plain))
      .toBe(`Propagation status, as KubeFed would report it
  OBJECT                  STATUS  REASON         CLUSTERS
  FederatedSecret a/bad   False   CheckClusters  c1, c2, c3, c4 and 3 more; ApplyOverridesFailed: dc1, dc2, dc3, dc4 and 2 more
  FederatedSecret a/fine  True                   c1, c2, c3, c4 and 3 more
`);
  });

  it('shows a hundred statuses', () => {
    const text = statusText(
      names(150).map((name) => status(name)),
      plain,
    );
    expect(text.split('\n')).toHaveLength(104);
    expect(text).toContain('  and 50 more; --format json has them all\n');
  });

  it('says where there is no status at all', () => {
    expect(statusText([], plain)).toBe('Propagation status, as KubeFed would report it\n  of no object\n');
  });
});

describe('the text of federate', () => {
  const leftOut = (number: number) =>
    names(number).map((name) => ({
      object: { apiVersion: 'v1', kind: 'Pod', namespace: 'a', name },
      reason: 'owned' as const,
      detail: 'made by ReplicaSet x',
    }));

  it('shows fifty objects that were left out', () => {
    expect(leftOutText(leftOut(1), plain)).toBe('Left out, 1 object:\n  Pod a/c1  owned  made by ReplicaSet x\n');
    const text = leftOutText(leftOut(51), plain);
    expect(text.split('\n')).toHaveLength(53);
    expect(text).toContain('\n  and 1 more; --format json has them all\n');
    expect(leftOutText([], plain)).toBe('');
  });

  it('says what was written', () => {
    expect(federatedText([{}, {}], { file: 'a.yaml', state: 'written' }, plain)).toBe('a.yaml: 2 objects, written\n');
  });
});
