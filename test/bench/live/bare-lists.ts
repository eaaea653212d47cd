import { readFileSync } from 'node:fs';
import { Agent, type RequestOptions, request } from 'node:https';
import { parse } from 'yaml';
import { resources } from './live-app';

/** The objects of a page, as fed8s asks for. */
const LIMIT = 500;

interface Kubeconfig {
  readonly clusters: readonly { readonly name: string; readonly cluster: Readonly<Record<string, string>> }[];
  readonly users: readonly { readonly name: string; readonly user: Readonly<Record<string, string>> }[];
  readonly contexts: readonly {
    readonly name: string;
    readonly context: { readonly cluster: string; readonly user: string };
  }[];
}

/**
 * The floor of a drift: the lists of the same kinds in the same pages, by plain `node:https` with connections kept alive, each
 * body read and parsed, and nothing made of it. Kinds and clusters side by side.
 */
export function bareLists(file: string, contexts: readonly string[], namespace: string): () => Promise<number> {
  const kubeconfig = parse(readFileSync(file, 'utf8')) as Kubeconfig;
  const sources = contexts.map((name) => sourceOf(kubeconfig, name));
  return async () => {
    const counts = await Promise.all(
      sources.flatMap((source) =>
        resources.map(({ path, resource }) => listed(source, `${path}/namespaces/${namespace}/${resource}`)),
      ),
    );
    for (const { agent } of sources) agent.destroy();
    return counts.reduce((sum, count) => sum + count, 0);
  };
}

interface Source {
  readonly server: string;
  readonly agent: Agent;
}

function sourceOf({ clusters, users, contexts }: Kubeconfig, name: string): Source {
  const context = contexts.find((one) => one.name === name)?.context;
  const cluster = clusters.find((one) => one.name === context?.cluster)?.cluster ?? {};
  const user = users.find((one) => one.name === context?.user)?.user ?? {};
  const [ca, cert, key] = [
    [cluster, 'certificate-authority'] as const,
    [user, 'client-certificate'] as const,
    [user, 'client-key'] as const,
  ].map(([from, field]) =>
    from[`${field}-data`] === undefined
      ? readFileSync(from[field] ?? '')
      : Buffer.from(from[`${field}-data`] ?? '', 'base64'),
  );
  return { server: cluster.server ?? '', agent: new Agent({ keepAlive: true, ca, cert, key }) };
}

async function listed(source: Source, path: string): Promise<number> {
  let token = '';
  let count = 0;
  do {
    const query = `limit=${LIMIT}${token === '' ? '' : `&continue=${encodeURIComponent(token)}`}`;
    const page = JSON.parse(await body(`${source.server}${path}?${query}`, { agent: source.agent })) as {
      readonly items: readonly unknown[];
      readonly metadata: { readonly continue?: string };
    };
    count += page.items.length;
    token = page.metadata.continue ?? '';
  } while (token !== '');
  return count;
}

function body(url: string, options: RequestOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    })
      .on('error', reject)
      .end();
  });
}
