import { Agent, request } from 'node:https';

/** How the administrator of a cluster gets in. */
export interface AdminAccess {
  readonly server: string;
  /** PEM. */
  readonly authority: string;
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
}

/** In milliseconds. */
const TIMEOUT = 5_000;

/** The few requests that it takes to bring a cluster up. */
export class AdminClient {
  private readonly agent: Agent;

  public constructor(private readonly access: AdminAccess) {
    const { authority: ca, certificate: cert, key } = access;
    this.agent = new Agent({ ca, cert, key, keepAlive: false });
  }

  /** @returns the body of an answer with status 200 or 201, else undefined. It rejects where there is no answer. */
  public ask(path: string, body?: object): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      const asked = request(
        `${this.access.server}${path}`,
        {
          agent: this.agent,
          method: body === undefined ? 'GET' : 'POST',
          headers: { 'content-type': 'application/json' },
          timeout: TIMEOUT,
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const isDone = answer.statusCode === 200 || answer.statusCode === 201;
            resolve(isDone ? Buffer.concat(chunks).toString('utf8') : undefined);
          });
        },
      );
      asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Whether the server answers, and says that it is there or done. */
  public async isThere(path: string): Promise<boolean> {
    return (await this.ask(path)) !== undefined;
  }
}
