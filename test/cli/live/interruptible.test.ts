import { interruptible } from '../../../lib/cli/live/interruptible';

const DEFAULT_LISTENERS = process.listenerCount('SIGINT');

describe('a work that can be interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('hears of %s and ends by itself', async (name) => {
    const ended = await interruptible(async (signal) => {
      const heard = new Promise((resolve) => signal.addEventListener('abort', resolve));
      process.emit(name, name);
      await heard;
      return 'as far as it came';
    });
    expect(ended).toBe('as far as it came');
    expect(process.listenerCount('SIGINT')).toBe(DEFAULT_LISTENERS);
  });

  it('leaves no listener behind where it fails', async () => {
    await expect(interruptible(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(process.listenerCount('SIGINT')).toBe(DEFAULT_LISTENERS);
  });
});
