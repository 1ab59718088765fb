import { generate } from 'selfsigned';

/** A certificate and its private key, in PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** An authority that signs certificates for this machine and for clients. */
export interface Authority {
  readonly cert: string;
  issue(commonName: string): Promise<Pair>;
}

const EC = { keyType: 'ec', algorithm: 'sha256' } as const;

/** Makes an authority with keys of its own. */
export async function createAuthority(name = 'test authority'): Promise<Authority> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    ...EC,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return {
    cert,
    async issue(commonName) {
      const issued = await generate([{ name: 'commonName', value: commonName }], {
        ...EC,
        ca: { cert, key },
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
        ],
      });
      return { cert: issued.cert, key: issued.private };
    },
  };
}
