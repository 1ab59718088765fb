import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import type { ClientTls } from '../http/endpoint.ts';

/** A certificate of a server, and one of a client that it trusts. */
export interface Certificates {
  /** PEM files, for a daemon; the certificate is its own authority. */
  readonly files: { readonly cert: string; readonly key: string };
  /** The same as text, for a bare server. */
  readonly server: { readonly cert: string; readonly key: string; readonly ca: string };
  readonly client: Required<ClientTls>;
}

/** Makes certificates of elliptic curves (P-256) and writes them to a folder. */
export async function createCertificates(folder: string): Promise<Certificates> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    clientCertificate: { cn: 'bench' },
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  const { cert, private: key, clientcert: clientCert, clientprivate: clientKey } = made;
  if (clientCert === undefined || clientKey === undefined) throw new Error('no client certificate');
  const files = { cert: join(folder, 'server.pem'), key: join(folder, 'server.key') };
  await writeFile(files.cert, cert);
  await writeFile(files.key, key, { mode: 0o600 });
  return {
    files,
    server: { cert, key, ca: cert },
    client: { ca: cert, cert: clientCert, key: clientKey },
  };
}
