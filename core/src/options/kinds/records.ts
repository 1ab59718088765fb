import { succeed } from '../../outcome.ts';
import type { Option, OptionDetails } from '../option.ts';
import type { OptionSource } from '../option-source.ts';
import { formatPropertyName } from '../property-name.ts';

type Texts = Readonly<Record<string, string>>;

/**
 * Every text below a prefix, by what follows the prefix. Layers are merged name by name (client-sdk 3.2).
 * Placeholders without a value are left as they stand: they may be meant for someone else.
 */
export function records(name: string, details: OptionDetails): Option<Texts> {
  return {
    name,
    aliases: details.aliases ?? [],
    kind: 'texts by name',
    description: details.description,
    covers: (rest) => rest.length > 0,
    bind: (source) => succeed(Object.freeze(Object.fromEntries(readTexts(source, name)))),
  };
}

function readTexts(source: OptionSource, name: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const layer of source.layers.toReversed()) {
    for (const { rest, entry } of layer.below(name)) {
      const text = source.resolve(entry);
      texts.set(formatPropertyName(rest), text.ok ? text.value : entry.value);
    }
  }
  return texts;
}
