import { fail, succeed } from '../../outcome.ts';
import type { Option, OptionDetails, OptionDetailsWithDefault } from '../option.ts';
import { uniformSegment } from '../property-name.ts';
import { scalarOption } from './scalar.ts';

/** One of the given words; dashes, underscores and case don't count, as with Spring's enumerations. */
export function oneOf<const Word extends string>(
  name: string,
  words: readonly Word[],
  details: OptionDetailsWithDefault<Word>,
): Option<Word>;
export function oneOf<const Word extends string>(
  name: string,
  words: readonly Word[],
  details: OptionDetails,
): Option<Word | undefined>;
export function oneOf<const Word extends string>(
  name: string,
  words: readonly Word[],
  details: OptionDetails & { readonly default?: Word },
): Option<Word | undefined> {
  return scalarOption(name, details, {
    kind: words.join('|'),
    format: String,
    parse(text) {
      const word = words.find((candidate) => uniformSegment(candidate) === uniformSegment(text));
      return word === undefined ? fail(`is none of ${words.join(', ')}`) : succeed(word);
    },
  });
}
