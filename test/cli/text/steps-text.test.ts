import { plain } from '../../../lib/cli/text/paint';
import { stepsText } from '../../../lib/cli/text/steps-text';
import { type Step } from '../../../lib/fleet/steps/step';

const object = { apiVersion: 'v1', kind: 'Secret', namespace: 'a', name: 'b' };
const steps: readonly Step[] = [
  { on: 'host', object, outcome: 'created' },
  { on: 'member', object, outcome: 'deleted' },
  { on: 'member', object, outcome: 'absent' },
  { on: 'host', object, outcome: 'checked' },
];

describe('the text of steps', () => {
  it('says what was done', () => {
    expect(stepsText(steps, plain)).toBe(
      ['  created  host    Secret a/b', '  deleted  member  Secret a/b', '  checked  host    Secret a/b', ''].join(
        '\n',
      ),
    );
  });

  it('says of a dry run only what would be', () => {
    expect(stepsText(steps, plain, 'planned')).toBe(
      [
        '  would create  host    Secret a/b',
        '  would delete  member  Secret a/b',
        '  checked       host    Secret a/b',
        '',
      ].join('\n'),
    );
  });
});
