import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Program, type RunningProgram, Supervisor } from '../../../lib/testing/processes/supervisor';
import { isPortTaken, waitUntilReady } from '../../../lib/testing/processes/wait-until-ready';
import { newFolder, removeFolders } from '../programs';

let folder: string;
let supervisor: Supervisor;

function script(text: string): Program {
  return { id: 'script', command: '/bin/sh', args: ['-c', text], folder, log: join(folder, 'script.log') };
}

function lives({ pid }: RunningProgram): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

beforeEach(() => {
  folder = join(newFolder(), 'fleet');
  mkdirSync(folder);
  supervisor = new Supervisor(folder);
});

afterEach(() => supervisor.end());
afterAll(removeFolders);

describe('a supervisor', () => {
  it('runs a program, keeps what it says, and tells how it ended', async () => {
    const { ended, log } = await supervisor.run(script('echo hello; echo world >&2; exit 3'));
    await expect(ended).resolves.toBe('exit code 3');
    expect(readFileSync(log, 'utf8')).toBe('hello\nworld\n');
  });

  it('refuses a program that is not there', async () => {
    const running = supervisor.run({ ...script(''), command: join(folder, 'nothing') });
    await expect(running).rejects.toMatchObject({ code: 'start-failed' });
  });

  it('ends all programs, stopped ones too, and removes the folder', async () => {
    const running = await supervisor.run(script('exec sleep 1000'));
    supervisor.signal(running, 'SIGSTOP');
    await supervisor.end();
    expect(lives(running)).toBe(false);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('a program that is waited for', () => {
  it('is ready when it says so', async () => {
    const program = await supervisor.run(script('exec sleep 1000'));
    let asked = 0;
    await waitUntilReady({ program, isReady: () => Promise.resolve((asked += 1) > 2), timeout: 10_000 });
    expect(asked).toBe(3);
  });

  it('fails with its last words where it ends instead', async () => {
    const program = await supervisor.run(script('echo "listen tcp: address already in use"; exit 1'));
    const failure: unknown = await waitUntilReady({
      program,
      isReady: () => Promise.reject(new Error('refused')),
      timeout: 10_000,
    }).catch((error: unknown) => error);
    expect(String(failure)).toMatch(/script ended \(exit code 1\) before it was ready[^]*address already in use/);
    expect(isPortTaken(failure)).toBe(true);
  });

  it('fails where it takes too long', async () => {
    const program = await supervisor.run(script('exec sleep 1000'));
    await expect(waitUntilReady({ program, isReady: () => Promise.resolve(false), timeout: 1 })).rejects.toThrow(
      /was not ready within 0.001 s/,
    );
  });
});
