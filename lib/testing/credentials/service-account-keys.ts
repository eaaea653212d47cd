import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

/** The keys that sign the tokens of service accounts, and by which they are known; both in PEM. */
export interface ServiceAccountKeys {
  readonly privateKey: string;
  readonly publicKey: string;
}

export function newServiceAccountKeys(): Promise<ServiceAccountKeys> {
  return promisify(generateKeyPair)('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}
