import { createHash, X509Certificate } from 'node:crypto';
import { createSecureContext, type TlsOptions } from 'node:tls';
import { messageOf, VernalError } from '@vernal/core';
import { readResource } from '../configuration/resource-location.ts';
import { CONVERT_TRUST_STORE, type TlsSettings } from './configured-tls.ts';

/** Certificates and keys as they stood in the files at one moment; proved to fit together. */
export interface TlsMaterial {
  readonly server: TlsOptions;
  /** Tells whether the files say anything new. */
  readonly digest: string;
  /** When the server's certificate ends, in milliseconds since 1970; undefined where Node can't tell. */
  readonly validUntilMs: number | undefined;
}

/**
 * Reads all files of HTTPS.
 *
 * @throws VernalError `OPTIONS_UNREADABLE_FILE`, or `OPTIONS_BAD_CERTIFICATE` if what they hold can't be used
 */
export async function readTlsMaterial(settings: TlsSettings): Promise<TlsMaterial> {
  const { minVersion, maxVersion, ciphers, password, trust, clientAuth } = settings;
  const identity = await readIdentity(settings);
  const ca = trust && (await readAuthorities(trust));
  const server: TlsOptions = {
    ...identity,
    requestCert: clientAuth !== 'none',
    rejectUnauthorized: clientAuth === 'need',
    minVersion,
    maxVersion,
    ...(ciphers !== undefined && { ciphers, honorCipherOrder: true }),
    ...(password !== undefined && { passphrase: password.reveal() }),
    ...(ca !== undefined && { ca }),
  };
  prove(server, settings);
  return { server, digest: digestOf(server), validUntilMs: validUntilMsOf(identity.cert) };
}

async function readAuthorities({
  property,
  location,
}: NonNullable<TlsSettings['trust']>): Promise<Buffer> {
  const content = await readResource(property, location);
  if (content.includes('-----BEGIN ')) return content;
  throw new VernalError('OPTIONS_BAD_CERTIFICATE', `${property}: ${CONVERT_TRUST_STORE}`);
}

/** The parts of a certificate, either way it is stored. */
interface Identity {
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly pfx?: Buffer;
}

async function readIdentity({ identity }: TlsSettings): Promise<Identity> {
  if (identity.kind === 'pkcs12') {
    return { pfx: await readResource('server.ssl.key-store', identity.keyStore) };
  }
  const [cert, key] = await Promise.all([
    readResource('server.ssl.certificate', identity.certificate),
    readResource('server.ssl.certificate-private-key', identity.privateKey),
  ]);
  return { cert, key };
}

function prove(server: TlsOptions, { identity }: TlsSettings): void {
  try {
    createSecureContext(server);
  } catch (error) {
    const where = identity.kind === 'pem' ? 'server.ssl.certificate' : 'server.ssl.key-store';
    const problem = `${where}: certificate, key and authorities cannot be used: ${messageOf(error)}`;
    throw new VernalError('OPTIONS_BAD_CERTIFICATE', problem, { cause: error });
  }
}

function digestOf({ cert, key, pfx, ca }: TlsOptions): string {
  const digest = createHash('sha256');
  for (const part of [cert, key, pfx, ca]) digest.update(part instanceof Buffer ? part : '-');
  return digest.digest('base64');
}

function validUntilMsOf(certificate: Buffer | undefined): number | undefined {
  return certificate && Date.parse(new X509Certificate(certificate).validTo);
}
