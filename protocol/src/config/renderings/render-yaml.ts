import { Document, Pair, Scalar, type ScalarTag, YAMLMap, YAMLSeq } from 'yaml';
import type { EmptyList, PropertyValue } from '../environment.ts';
import { isJavaNumber, textOfValue } from '../java-number.ts';
import { resolvePlainScalar } from '../yaml-scalar.ts';
import type { Nested } from './nest-properties.ts';

/** A file that is only a list or a text was given this name when it was read (config-protocol 1.7.7). */
const DOCUMENT = 'document';

/** Texts that are no values, and yet not read as they stand, or quoted otherwise by Spring; YAML 1.1 has dates. */
const READ_OTHERWISE =
  /^(?:=|<<|(?:---|\.\.\.|')[^\n]*|\ufeff[\s\S]*|\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:.*)?)$/;

/** A text with characters that YAML can't hold as they are goes out as bytes, as Spring's does. */
const PRINTABLE = /^[\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** What a file without keys becomes: itself, or the one property `document`. */
export type WholeDocument = 'stripped' | 'kept';

/** A number is written as Java prints it. */
const javaNumber: ScalarTag = {
  identify: isJavaNumber,
  tag: 'tag:yaml.org,2002:float',
  default: true,
  resolve: (text) => text,
  stringify: ({ value }) => (isJavaNumber(value) ? value.javaNumber : String(value)),
};

/** Where Spring writes it as YAML's first versions had it. */
const notANumber: ScalarTag = {
  identify: (value) => Number.isNaN(value),
  tag: 'tag:yaml.org,2002:float',
  default: true,
  resolve: (text) => text,
  stringify: () => '.NaN',
};

/** Block-style YAML that readers of version 1.1 and 1.2 read alike, laid out as Spring's (F3, F4 of config-protocol 1.7). */
export function renderYaml(document: Nested, wholeDocument: WholeDocument): string {
  const content = wholeDocument === 'stripped' ? withoutName(document) : document;
  const yaml = new Document(undefined, { customTags: ['binary', javaNumber, notANumber] });
  yaml.contents = nodeOf(content);
  return yaml.toString({ indentSeq: false, lineWidth: 0, singleQuote: true });
}

/** A value without a name goes out as a text, whatever it is. */
function withoutName(document: Nested): Nested {
  const isWhole = document instanceof Map && document.size === 1 && document.has(DOCUMENT);
  const whole = isWhole ? (document.get(DOCUMENT) ?? null) : document;
  return isScalarValue(whole) ? textOfValue(whole) : whole;
}

function isScalarValue(value: Nested): value is Exclude<PropertyValue, EmptyList> {
  return value !== null && !Array.isArray(value) && !(value instanceof Map);
}

type Node = Scalar | YAMLMap | YAMLSeq;

function nodeOf(value: Nested): Node {
  if (Array.isArray(value)) {
    const list = new YAMLSeq();
    list.items = value.map(nodeOf);
    return list;
  }
  if (!(value instanceof Map)) return scalarOf(value);
  const members = new YAMLMap();
  members.items = Array.from(value, ([key, member]) => new Pair(scalarOf(key), nodeOf(member)));
  return members;
}

function scalarOf(value: PropertyValue | null): Scalar {
  if (typeof value === 'string' && !PRINTABLE.test(value)) return new Scalar(Buffer.from(value));
  const scalar = new Scalar(value);
  if (typeof value === 'string' && isReadOtherwise(value)) scalar.type = Scalar.QUOTE_SINGLE;
  return scalar;
}

/** Whether a reader of YAML 1.1 takes a text without quotes for something else; the library quotes by 1.2. */
function isReadOtherwise(text: string): boolean {
  return resolvePlainScalar(text) !== text || READ_OTHERWISE.test(text);
}
