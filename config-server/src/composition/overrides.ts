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
 * @throws VernalError `OPTIONS_INVALID` with a line for each that can't be decrypted, unless such ones shall be empty
 */
export function clearOverrides(
  { overrides, failOnUnreadable }: OverrideOptions,
  encryption: TextEncryption | undefined,
): PropertyLayer[] {
  const clear = Object.entries(overrides).map(
    ([key, value]) => [key, clearText(value, encryption)] as const,
  );
  const unreadable = clear.filter(([, value]) => value === undefined).map(([key]) => key);
  if (failOnUnreadable && unreadable.length > 0) {
    const problems = unreadable.map((key) => `${OVERRIDES}.${key} can't be decrypted`);
    throw new VernalError('OPTIONS_INVALID', problems.join('\n'));
  }
  return overridesLayer(Object.fromEntries(clear.map(([key, value]) => [key, value ?? ''])));
}

const OVERRIDES = 'spring.cloud.config.server.overrides';

/** undefined when it can't be decrypted. */
function clearText(value: string, encryption: TextEncryption | undefined): string | undefined {
  if (!isEncrypted(value)) return value;
  const outcome = encryption?.decrypt(parseCipherText(value));
  return outcome?.ok === true ? outcome.value : undefined;
}
