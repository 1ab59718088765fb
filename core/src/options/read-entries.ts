import type { Option } from './option.ts';
import type { OptionEntry, OptionLayer } from './option-layer.ts';

/** The entries of a layer that belong to any of the options. */
export function readEntries(
  options: readonly Option<unknown>[],
  layer: OptionLayer,
): ReadonlySet<OptionEntry> {
  const read = new Set<OptionEntry>();
  for (const option of options) {
    for (const name of [option.name, ...option.aliases]) {
      const whole = layer.find(name);
      if (whole !== undefined && option.covers([])) read.add(whole);
      for (const { rest, entry } of layer.below(name)) if (option.covers(rest)) read.add(entry);
    }
  }
  return read;
}
