import { generate } from 'selfsigned';

const EC = { keyType: 'ec', algorithm: 'sha256' } as const;

/** An authority, and a certificate of its for this machine; PEM. */
export interface TestCertificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Makes both with keys of their own. */
export async function createCertificates(commonName: string): Promise<TestCertificates> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'test authority' }], {
    ...EC,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const issued = await generate([{ name: 'commonName', value: commonName }], {
    ...EC,
    ca: { cert, key },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  return { authority: cert, certificate: issued.cert, key: issued.private };
}
