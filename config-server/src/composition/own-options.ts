import { VernalError } from '@vernal/core';
import {
  bindTable,
  describeProblem,
  type OptionEntry,
  type OptionLayer,
  stackLayers,
} from '@vernal/core/options';
import { isEncrypted, parseCipherText, type TextEncryption } from '@vernal/protocol/config';
import { loadEncryption } from '../adapters/encryption-keys.ts';
import { encryptionOptions } from '../options/encryption-options.ts';

/** Variables of others may hold anything, unless an option refers to them. */
const OUR_VARIABLES = /^(?:vernal|spring|eureka|server|encrypt)_/i;
const REFERENCE = /\$\{([^${}:]+)/g;

/**
 * The server's own options with their `{cipher}` values in clear, opened with its own keys: the password of a Git
 * host, an override (config-protocol 2.4).
 *
 * @throws VernalError `OPTIONS_INVALID` with a line for each that can't be decrypted, unless such ones shall be empty
 *   (`encrypt.fail-on-error`), or what is wrong with the keys
 */
export async function decryptOwnOptions(
  layers: readonly OptionLayer[],
): Promise<readonly OptionLayer[]> {
  const encrypted = encryptedEntries(layers);
  const bound = bindTable(encryptionOptions, stackLayers(layers));
  // What is wrong with the options of encryption is told with all others.
  if (encrypted.length === 0 || !bound.ok) return layers;
  const encryption = await loadEncryption(bound.value);
  const clear = new Map(encrypted.map((entry) => [entry, clearText(entry.value, encryption)]));
  const unreadable = encrypted.filter((entry) => clear.get(entry) === undefined);
  if (bound.value.failOnUnreadable && unreadable.length > 0) {
    throw new VernalError('OPTIONS_INVALID', unreadable.map(problemOf).join('\n'));
  }
  const changed = new Map(
    [...clear].map(([entry, value = '']) => [
      entry,
      { ...entry, value: verbatim(value), hidden: true },
    ]),
  );
  return layers.map((layer) => withEntries(layer, changed));
}

function encryptedEntries(layers: readonly OptionLayer[]): readonly OptionEntry[] {
  const referred = referredEntries(layers);
  return layers.flatMap(({ kind, entries }) =>
    entries.filter(
      (entry) =>
        isEncrypted(entry.value) &&
        (kind !== 'environment' || OUR_VARIABLES.test(entry.name) || referred.has(entry)),
    ),
  );
}

/** What a placeholder stands for: `password: ${GIT_PASSWORD}`. */
function referredEntries(layers: readonly OptionLayer[]): ReadonlySet<OptionEntry> {
  const source = stackLayers(layers);
  const values = layers.flatMap(({ entries }) => entries.map(({ value }) => value));
  const names = values.flatMap((value) =>
    [...value.matchAll(REFERENCE)].map(([, name = '']) => name),
  );
  const entries = [...new Set(names)].map((name) => source.find(name.trim()));
  return new Set(entries.filter((entry) => entry !== undefined));
}

/** A secret is no place for placeholders: the text as options are written that stands for it. */
function verbatim(text: string): string {
  return text.replaceAll('${', String.raw`\${`);
}

/** Undefined when it can't be decrypted. */
function clearText(value: string, encryption: TextEncryption | undefined): string | undefined {
  const outcome = encryption?.decrypt(parseCipherText(value));
  return outcome?.ok === true ? outcome.value : undefined;
}

function problemOf({ name: property, origin }: OptionEntry): string {
  return describeProblem({ property, problem: "can't be decrypted", origin });
}

/** The layer with others in place of some of its entries. */
function withEntries(
  layer: OptionLayer,
  others: ReadonlyMap<OptionEntry, OptionEntry>,
): OptionLayer {
  const changed = (entry: OptionEntry): OptionEntry => others.get(entry) ?? entry;
  return {
    kind: layer.kind,
    entries: layer.entries.map(changed),
    find(property) {
      const found = layer.find(property);
      return found === undefined ? undefined : changed(found);
    },
    below: (prefix) =>
      layer.below(prefix).map(({ rest, entry }) => ({ rest, entry: changed(entry) })),
  };
}
