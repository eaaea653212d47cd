import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A certificate with its private key, both in PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** Whom a client certificate stands for: Kubernetes takes the user from its CN and the groups from its O. */
export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };
const DAY = 24 * 60 * 60 * 1000;
const LIFETIME = 365 * DAY;

/** Issues the certificates of one cluster. */
export class CertificateAuthority {
  private constructor(
    private readonly root: x509.X509Certificate,
    private readonly keys: webcrypto.CryptoKeyPair,
  ) {}

  public static async create(name: string): Promise<CertificateAuthority> {
    const keys = await newKeys();
    const root = await x509.X509CertificateGenerator.createSelfSigned({
      name: [{ CN: [name] }],
      keys,
      signingAlgorithm: SIGNATURE,
      ...validity(),
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false),
      ],
    });
    return new CertificateAuthority(root, keys);
  }

  /** The certificate of the authority itself, in PEM. */
  public get certificate(): string {
    return this.root.toString('pem');
  }

  /** The certificate of a client. */
  public client({ user, groups }: Identity): Promise<KeyPair> {
    return this.issue({
      subject: [...groups.map((group) => ({ O: [group] })), { CN: [user] }],
      usage: x509.ExtendedKeyUsage.clientAuth,
    });
  }

  /** The certificate of a server at 127.0.0.1, under more names. */
  public server(names: readonly string[]): Promise<KeyPair> {
    return this.issue({
      subject: [{ CN: [names[0] ?? 'localhost'] }],
      usage: x509.ExtendedKeyUsage.serverAuth,
      names: ['localhost', ...names],
    });
  }

  private async issue({
    subject,
    usage,
    names = [],
  }: {
    readonly subject: x509.JsonName;
    readonly usage: x509.ExtendedKeyUsage;
    readonly names?: readonly string[];
  }): Promise<KeyPair> {
    const keys = await newKeys();
    const addresses: x509.JsonGeneralName[] = names.length === 0 ? [] : [{ type: 'ip', value: '127.0.0.1' }];
    const alternatives = [...names.map((value) => ({ type: 'dns' as const, value })), ...addresses];
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: randomBytes(15).toString('hex'),
      subject,
      issuer: this.root.subjectName.toJSON(),
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: SIGNATURE,
      ...validity(),
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([usage]),
        ...(alternatives.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(alternatives)]),
        await x509.AuthorityKeyIdentifierExtension.create(this.root, false),
      ],
    });
    return { certificate: certificate.toString('pem'), key: await privatePem(keys) };
  }
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
}

async function privatePem({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');
}

function validity(): { readonly notBefore: Date; readonly notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - DAY), notAfter: new Date(now + LIFETIME) };
}
