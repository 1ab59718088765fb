import { fail, type Outcome, succeed } from '@vernal/core';
import {
  decodeEnvironment,
  decryptSymmetric,
  deriveSymmetricKey,
  type Environment,
  encodeEnvironment,
  encryptSymmetric,
} from '@vernal/protocol/config';

/** How an environment is written to disk such that no secret lies there in clear. */
export interface CopySeal {
  close(environment: Environment): string;
  open(content: string): Outcome<Environment, string>;
}

const SECRET_NAME = /password|secret|token|credential|key$/i;

/** Leaves out every property whose name speaks of a secret (client-sdk 84). */
export const withoutSecrets: CopySeal = {
  close: (environment) =>
    encodeEnvironment({
      ...environment,
      propertySources: environment.propertySources.map(({ name, source }) => ({
        name,
        source: new Map([...source].filter(([key]) => !SECRET_NAME.test(key))),
      })),
    }),
  open: readEnvironment,
};

/**
 * Keeps everything, encrypted with AES-256 under a password.
 *
 * @param password any text; without the same one the copy can't be read
 */
export function encryptedWith(password: string): CopySeal {
  const key = deriveSymmetricKey(password);
  if (!key.ok) return withoutSecrets;
  return {
    close: (environment) => encryptSymmetric(encodeEnvironment(environment), key.value),
    open(content) {
      const clear = decryptSymmetric(content, key.value);
      return clear.ok ? readEnvironment(clear.value) : fail(`the copy ${clear.problem}`);
    },
  };
}

function readEnvironment(text: string): Outcome<Environment, string> {
  const decoded = decodeEnvironment(text);
  return decoded.ok ? succeed(decoded.value) : fail('the copy is no environment');
}
