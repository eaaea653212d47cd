import { X509Certificate, createPrivateKey } from 'node:crypto';
import { CertificateAuthority } from '../../../lib/testing/credentials/certificate-authority';

describe('a certificate authority', () => {
  it('signs clients, whose user and groups are in the subject', async () => {
    const authority = await CertificateAuthority.create('test');
    const { certificate, key } = await authority.client({ user: 'jane', groups: ['dev', 'ops'] });
    const read = new X509Certificate(certificate);
    expect(read.subject).toBe('O=dev\nO=ops\nCN=jane');
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(read.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
  });

  it('signs servers on the loopback address, by name too', async () => {
    const authority = await CertificateAuthority.create('test');
    const { certificate } = await authority.server(['eu.local']);
    const read = new X509Certificate(certificate);
    expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(read.checkHost('eu.local')).toBe('eu.local');
    expect(read.checkHost('other.local')).toBeUndefined();
    expect(read.checkIssued(new X509Certificate(authority.certificate))).toBe(true);
  });
});
