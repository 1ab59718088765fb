import { fail, type Outcome, succeed } from '../../outcome.ts';
import type { Option, OptionDetailsWithDefault, OptionProblem } from '../option.ts';
import type { EntryBelow, OptionLayer } from '../option-layer.ts';
import type { OptionSource } from '../option-source.ts';
import { isIndex } from '../property-name.ts';
import { problemAt } from './scalar.ts';

type Texts = readonly string[];

/**
 * Texts: written with commas (`a,b`) or as elements (`name[0]`, a YAML list). The highest layer that has any
 * replaces the whole list (client-sdk 3.2).
 */
export function list(name: string, details: OptionDetailsWithDefault<Texts>): Option<Texts> {
  return {
    name,
    aliases: details.aliases ?? [],
    kind: 'list',
    description: details.description,
    ...(details.default.length > 0 && { defaultText: details.default.join(',') }),
    covers: ([index, ...more]) => index === undefined || (isIndex(index) && more.length === 0),
    bind(source) {
      for (const layer of source.layers) {
        for (const candidate of [name, ...(details.aliases ?? [])]) {
          const found = readList(source, layer, candidate);
          if (found !== undefined) return found;
        }
      }
      return succeed(Object.freeze([...details.default]));
    },
  };
}

function readList(
  source: OptionSource,
  layer: OptionLayer,
  name: string,
): Outcome<Texts, readonly OptionProblem[]> | undefined {
  const whole = layer.find(name);
  if (whole !== undefined) {
    const text = source.resolve(whole);
    return text.ok
      ? succeed(splitAtCommas(text.value))
      : fail([problemAt(name, whole, text.problem)]);
  }
  const elements = layer
    .below(name)
    .filter(({ rest }) => rest.length === 1 && isIndex(rest[0] ?? ''));
  return elements.length === 0 ? undefined : readElements(source, elements, name);
}

function readElements(
  source: OptionSource,
  elements: readonly EntryBelow[],
  name: string,
): Outcome<Texts, readonly OptionProblem[]> {
  const texts: string[] = [];
  for (const { entry } of elements.toSorted((a, b) => Number(a.rest[0]) - Number(b.rest[0]))) {
    const text = source.resolve(entry);
    if (!text.ok) return fail([problemAt(name, entry, text.problem)]);
    texts.push(text.value);
  }
  return succeed(Object.freeze(texts));
}

function splitAtCommas(text: string): Texts {
  const parts = text.split(',').map((part) => part.trim());
  return Object.freeze(parts.filter((part) => part !== ''));
}
