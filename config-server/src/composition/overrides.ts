import { VernalError } from '@vernal/core';
import { isEncrypted, parseCipherText, type TextEncryption } from '@vernal/protocol/config';
import { overridesLayer } from '../domain/overrides.ts';
import type { PropertyLayer } from '../domain/property-layer.ts';

/** What the options say of overrides. */
export interface OverrideOptions {
  readonly overrides: Readonly<Record<string, string>>;
  /** `encrypt.fail-on-error`: whether one that can't be decrypted keeps the server from starting. */
  readonly failOnUnreadable: boolean;
}

/**
 * The overrides in clear: they stand in the server's own options, so they are decrypted at the start (config-protocol 2.4).
 *
 * @throws VernalError `OPTIONS_INVALID` naming one that can't be decrypted, unless such ones shall be empty
 */
export function clearOverrides(
  { overrides, failOnUnreadable }: OverrideOptions,
  encryption: TextEncryption | undefined,
): PropertyLayer[] {
  const clear = Object.entries(overrides).map(([key, value]): [string, string] => {
    if (!isEncrypted(value)) return [key, value];
    const outcome = encryption?.decrypt(parseCipherText(value));
    if (outcome?.ok === true) return [key, outcome.value];
    if (!failOnUnreadable) return [key, ''];
    const message = `spring.cloud.config.server.overrides.${key} can't be decrypted`;
    throw new VernalError('OPTIONS_INVALID', message);
  });
  return overridesLayer(Object.fromEntries(clear));
}
