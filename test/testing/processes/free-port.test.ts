import { createServer } from 'node:net';
import { freePort } from '../../../lib/testing/processes/free-port';

describe('a free port', () => {
  it('can be listened on, and is none of those that systems give to outgoing connections', async () => {
    const port = await freePort();
    expect(port).toBeLessThan(32_768);
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    await new Promise((resolve) => server.close(resolve));
  });
});
