import { run } from '../../lib/cli/run';
import { SHOP, cli, clusters, inFolder, leaveFolders } from './run-cli';

afterEach(leaveFolders);

describe('the frame of the command line', () => {
  it('prints its version', async () => {
    const { exit, stdout, stderr } = await cli(['--version']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(stderr).toBe('');
  });

  it('lists its commands in its help', async () => {
    const { exit, stdout } = await cli(['--help']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^ {2}synth .*write the manifests/m);
    expect(stdout).toMatch(/^ {2}federate .*plain Kubernetes YAML/m);
  });

  it.each(['synth', 'federate'])('shows examples in the help of %s', async (command) => {
    const { exit, stdout } = await cli([command, '--help']);
    expect(exit).toBe(0);
    expect(stdout).toContain(`Examples:\n  # `);
    expect(stdout).toContain(`\n  fed8s ${command} -f `);
    expect(await cli(['help', command])).toMatchObject({ exit: 0, stdout });
  });

  it('prints its help on stderr and fails when nothing is asked of it', async () => {
    const { exit, stdout, stderr } = await cli([]);
    expect(exit).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('Usage: fed8s');
  });

  it.each([
    ['an unknown command', ['sinth'], "Unknown command 'sinth' (Did you mean synth?)", 'fed8s --help'],
    ['help for an unknown command', ['help', 'sinth'], "Unknown command 'sinth' (Did you mean synth?)", 'fed8s --help'],
    ['an unknown command that is asked for help', ['sinth', '--help'], 'Did you mean synth?', 'fed8s --help'],
    ['an unknown option', ['synth', '--nope-at-all'], "Unknown option '--nope-at-all'.", 'fed8s synth --help'],
    ['a misspelt option', ['synth', '--semantic', 'strict'], '(Did you mean --semantics?)', 'fed8s synth --help'],
    [
      'a value that an option cannot have',
      ['synth', '--semantics', 'loose'],
      'Allowed choices are strict, kubefed.',
      '',
    ],
    ['an option without its value', ['synth', '-f'], 'argument missing', 'fed8s synth --help'],
    ['an argument too many', ['federate', 'deployment'], "Too many arguments for 'federate'.", 'fed8s federate --help'],
  ])('refuses %s in a few words', async (_what, argv, message, remedy) => {
    const { exit, stdout, stderr } = await cli(argv);
    expect(exit).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('error invalid-call: ');
    expect(stderr).toContain(message);
    expect(stderr).toContain(remedy);
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    ['--format', 'json'],
    ['--format=json', ''],
  ])('tells what is wrong with the call as JSON where %s %s is among it', async (...words) => {
    const { exit, stdout, stderr } = await cli(['synth', '--nope', ...words.filter((word) => word !== '')]);
    expect(exit).toBe(1);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      apiVersion: 'fed8s.dev/v1',
      kind: 'SynthReport',
      problems: [expect.objectContaining({ code: 'invalid-call', severity: 'error' })],
    });
  });

  it('shows the stack of a bug and asks for a report', async () => {
    let told = '';
    const exit = await run(['--version'], {
      stdout: {
        write: () => {
          throw new RangeError('out of paper');
        },
      },
      stderr: { write: (text) => (told += text) },
      env: {},
    });
    expect(exit).toBe(1);
    expect(told).toMatch(/^This is a bug in fed8s .* Please report it/);
    expect(told).toMatch(/RangeError: out of paper\n {4}at /);
  });

  it('is colourful on a terminal only, and never under NO_COLOR or on a dumb terminal', async () => {
    inFolder({ 'shop.yaml': SHOP, 'clusters.yaml': clusters({ cluster1: 'us' }) });
    const argv = ['synth', '-f', '.', '-o', 'out'];
    const coloured = await cli(argv, { terminal: true });
    expect(coloured.stderr).toContain('\u001b[33mwarning empty-placement:\u001b[39m');
    expect(coloured.stdout).toContain('\u001b[');
    for (const given of [{}, { terminal: true, env: { NO_COLOR: '1' } }, { terminal: true, env: { TERM: 'dumb' } }]) {
      const { exit, stdout, stderr } = await cli(argv, given);
      expect(exit).toBe(0);
      expect(stderr).toContain('warning empty-placement:');
      expect(stdout + stderr).not.toContain('\u001b');
    }
  });
});
