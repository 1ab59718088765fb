import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { decodeUtf8 } from '../decode-utf8.ts';

const IV_BYTES = 16;
const TAG_BYTES = 16;

/** How AES encrypts: CBC, or GCM with a tag that proves the key. */
export type AesMode = 'cbc' | 'gcm';

/** Spring's key of 256 bits: PBKDF2, HMAC-SHA1, 1024 rounds (config-protocol 5.2). */
export function deriveAesKey(password: string, salt: Buffer): Buffer {
  return pbkdf2Sync(password, salt, 1024, 32, 'sha1');
}

/** A random IV, the ciphertext, for GCM the tag, as Spring's `AesBytesEncryptor` has them (config-protocol 5.2). */
export function encryptAes(text: string, key: Buffer, mode: AesMode): Buffer {
  const iv = randomBytes(IV_BYTES);
  if (mode === 'cbc') {
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]);
  }
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** The text that `encryptAes` was given. Throws when it was another key, or another text. */
export function decryptAes(bytes: Buffer, key: Buffer, mode: AesMode): string {
  const iv = bytes.subarray(0, IV_BYTES);
  if (mode === 'cbc') {
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    const text = [decipher.update(bytes.subarray(IV_BYTES)), decipher.final()];
    return decodeUtf8(Buffer.concat(text));
  }
  const tagAt = Math.max(IV_BYTES, bytes.length - TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(tagAt));
  const text = [decipher.update(bytes.subarray(IV_BYTES, tagAt)), decipher.final()];
  return decodeUtf8(Buffer.concat(text));
}
