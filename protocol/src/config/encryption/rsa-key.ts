import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { fail, type Outcome, succeed } from '@vernal/core';

/** A key pair, or the public half alone: what a certificate gives. */
export interface RsaKey {
  readonly publicKey: KeyObject;
  readonly privateKey?: KeyObject;
}

/** Marks a text that is a key, not a password (config-protocol 5.4). */
const PEM = /-----BEGIN |^ssh-rsa /;
const PRIVATE_KEY = /-----BEGIN RSA PRIVATE KEY-----/;

/** Whether `encrypt.key` holds a key in text form. */
export function isKeyText(text: string): boolean {
  return PEM.test(text);
}

/**
 * Reads the PEM of an RSA private key (PKCS#1), the one form that Spring takes (config-protocol 5.4). In an
 * environment variable its lines may be separated by `\n` written out. The problem never shows the text.
 */
export function parseKeyText(text: string): Outcome<RsaKey, string> {
  if (!PRIVATE_KEY.test(text)) {
    return fail('must be a password or the PEM of an RSA PRIVATE KEY');
  }
  try {
    const privateKey = createPrivateKey(text.replaceAll('\\n', '\n'));
    return succeed({ privateKey, publicKey: createPublicKey(privateKey) });
  } catch {
    return fail('is no PEM of an RSA private key');
  }
}

/** The public key as OpenSSH writes it: `ssh-rsa <base64> application` (config-protocol 5.4). */
export function sshPublicKey({ publicKey }: RsaKey): string {
  const { e = '', n = '' } = publicKey.export({ format: 'jwk' });
  const fields = [Buffer.from('ssh-rsa'), positive(e), positive(n)];
  const blob = Buffer.concat(fields.flatMap((field) => [lengthOf(field), field]));
  return `ssh-rsa ${blob.toString('base64')} application`;
}

/** Two's complement: a leading bit would make it negative. */
function positive(base64Url: string): Buffer {
  const bytes = Buffer.from(base64Url, 'base64url');
  return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.of(0), bytes]);
}

function lengthOf(field: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return length;
}
