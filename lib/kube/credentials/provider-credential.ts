import { type JsonObject, isJsonObject } from '../../model/json';
import { errorMessage } from '../../model/error-message';
import { type Answer, failed, ok } from '../answer';
import { type KubeconfigEntry } from '../kubeconfig/kubeconfig';
import { entryPath } from '../kubeconfig/entry-file';
import { type Credential } from './credential';

/**
 * The credential of an `auth-provider` (oidc, gcp, azure, a token file), as far as `@kubernetes/client-node` knows them. It is
 * loaded for these alone: that takes half a second.
 */
export async function providerCredential(user: KubeconfigEntry): Promise<Answer<Credential>> {
  const provider = user.value['auth-provider'] as JsonObject;
  const config = isJsonObject(provider.config) ? provider.config : {};
  const name = typeof provider.name === 'string' ? provider.name : '';
  const tokenFile = typeof config.tokenFile === 'string' ? { tokenFile: entryPath(user, config.tokenFile) } : {};
  const secrets = Object.entries(config).flatMap(([key, value]) =>
    typeof value === 'string' && /token|secret|key/.test(key) && key !== 'tokenFile' ? [value] : [],
  );
  try {
    const { KubeConfig } = await import('@kubernetes/client-node');
    const kubeconfig = new KubeConfig();
    kubeconfig.loadFromClusterAndUser(
      { name: 'cluster', server: 'https://localhost', skipTLSVerify: false },
      { name: 'user', authProvider: { ...provider, config: { ...config, ...tokenFile } } },
    );
    const request: { headers?: Record<string, unknown> } = {};
    await kubeconfig.applyToHTTPSOptions(request);
    const authorization = request.headers?.Authorization;
    if (typeof authorization !== 'string') throw new Error('it gave no token');
    const token = authorization.replace(/^Bearer /, '').trim();
    return ok({ headers: { Authorization: `Bearer ${token}` }, expires: Date.now(), secrets: [token, ...secrets] });
  } catch (error) {
    const why = secrets.reduce((text, secret) => text.replaceAll(secret, '(secret)'), errorMessage(error));
    return failed({
      kind: 'credential',
      code: 'no-credential',
      message: `The auth-provider ${JSON.stringify(name)} of the kubeconfig ${user.file} gives no token: ${why}.`,
      remedy: 'Log in again, or use an exec plugin: Kubernetes has dropped most auth-providers.',
    });
  }
}
