import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { messageOf, type Secret, VernalError } from '@vernal/core';

/** Files for mutual TLS towards peers, named as `eureka.client.tls.*`. */
export interface PeerCertificateFiles {
  /** PKCS12 (`.p12`, `.pfx`), or PEM with certificate and key. */
  readonly keyStore?: string | undefined;
  /** Of the key store, or of an encrypted key. */
  readonly password?: Secret | undefined;
  /** PEM. */
  readonly trustStore?: string | undefined;
}

/**
 * Reads the files once, at the start.
 *
 * @throws VernalError `REGISTRY_PEER_CERTIFICATE` when a file can't be read or used
 */
export function readPeerCertificates(files: PeerCertificateFiles): SecureContextOptions {
  try {
    const certificates = readFiles(files);
    createSecureContext(certificates);
    return certificates;
  } catch (error) {
    const message = `can't use the certificates for peers: ${messageOf(error)}`;
    throw new VernalError('REGISTRY_PEER_CERTIFICATE', message, { cause: error });
  }
}

function readFiles({ keyStore, password, trustStore }: PeerCertificateFiles): SecureContextOptions {
  const passphrase = password?.reveal();
  return {
    ...(keyStore !== undefined && ownCertificate(keyStore)),
    ...(passphrase !== undefined && { passphrase }),
    ...(trustStore !== undefined && { ca: read(trustStore) }),
  };
}

function ownCertificate(path: string): SecureContextOptions {
  const content = read(path);
  return /\.(p12|pfx)$/i.test(path) ? { pfx: content } : { cert: content, key: content };
}

/** Spring writes paths as URLs, too. */
function read(path: string): Buffer {
  return readFileSync(path.replace(/^file:/, ''));
}
