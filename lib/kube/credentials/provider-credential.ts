import { errorMessage } from '../../model/error-message';
import { type JsonObject, isJsonObject } from '../../model/json';
import { type Answer, failed, ok } from '../answer';
import { SecretMask } from '../http/secret-mask';
import { entryPath } from '../kubeconfig/entry-file';
import { type Credential } from './credential';
import { type CredentialInput } from './credential-input';
import { type ProviderSession } from './provider-sessions';

/** How long, in milliseconds, a token counts that does not say so itself. */
const TOKEN_LIFE = 60_000;

/**
 * The credential of an `auth-provider` (oidc, gcp, azure, a token file), as far as `@kubernetes/client-node` knows them. It is
 * loaded for these alone: that takes half a second.
 */
export async function providerCredential({ user, now, providers }: CredentialInput): Promise<Answer<Credential>> {
  const provider = isJsonObject(user.value['auth-provider']) ? user.value['auth-provider'] : {};
  const config = isJsonObject(provider.config) ? provider.config : {};
  const secrets = Object.entries(config).flatMap(([key, value]) =>
    typeof value === 'string' && /token|secret|key/.test(key) && key !== 'tokenFile' ? [value] : [],
  );
  const tokenFile = typeof config.tokenFile === 'string' ? { tokenFile: entryPath(user, config.tokenFile) } : {};
  try {
    const key = JSON.stringify(provider);
    const session = providers.get(key) ?? (await openSession({ ...provider, config: { ...config, ...tokenFile } }));
    providers.set(key, session);
    const authorization = await session.authorization();
    if (typeof authorization !== 'string') throw new Error('it gave no token');
    const token = authorization.replace(/^Bearer /, '').trim();
    const headers = { Authorization: `Bearer ${token}` };
    return ok({ headers, expires: expiryOf(token) ?? now() + TOKEN_LIFE, secrets: [token, ...secrets] });
  } catch (error) {
    const mask = new SecretMask();
    mask.add(...secrets);
    const name = typeof provider.name === 'string' ? provider.name : '';
    return failed({
      kind: 'credential',
      code: 'no-credential',
      message: `The auth-provider ${JSON.stringify(name)} of the kubeconfig ${user.file} gives no token: ${mask.mask(errorMessage(error))}.`,
      remedy: 'Log in again, or use an exec plugin: Kubernetes has dropped most auth-providers.',
    });
  }
}

async function openSession(authProvider: JsonObject): Promise<ProviderSession> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const kubeconfig = new KubeConfig();
  kubeconfig.loadFromClusterAndUser(
    { name: 'cluster', server: 'https://localhost', skipTLSVerify: false },
    { name: 'user', authProvider },
  );
  return {
    authorization: async () => {
      const request: { headers?: Record<string, unknown> } = {};
      await kubeconfig.applyToHTTPSOptions(request as Parameters<typeof kubeconfig.applyToHTTPSOptions>[0]);
      return request.headers?.Authorization;
    },
  };
}

/** When a JWT expires, in milliseconds since 1970. */
function expiryOf(token: string): number | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return isJsonObject(claims) && typeof claims.exp === 'number' ? claims.exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
