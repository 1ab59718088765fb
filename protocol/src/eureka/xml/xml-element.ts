/** An element to write. Its content is text, or elements of which those that are undefined are left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content: string | readonly (XmlElement | undefined)[];
}

/** White space between elements. */
export interface XmlLayout {
  readonly lineBreak: '\n' | '';
  /** What an element stands further in than the one around it. */
  readonly step: '  ' | '';
}

/** As Java writes the full form (eureka-protocol 2.9). */
export const INDENTED: XmlLayout = { lineBreak: '\n', step: '  ' };

/** As Java writes the compact form (2.9). */
export const DENSE: XmlLayout = { lineBreak: '', step: '' };

/** An element with text; none when there is no text to write. */
export function textElement(
  name: string,
  text: string | number | boolean | undefined,
): XmlElement | undefined {
  return text === undefined ? undefined : { name, content: String(text) };
}

/** Writes an element that stands `depth` elements deep, without a line break at its end. */
export function renderXml(element: XmlElement, layout: XmlLayout, depth = 0): string {
  const { name, content } = element;
  const indent = layout.step.repeat(depth);
  const start = `${indent}<${name}${renderAttributes(element)}`;
  if (typeof content === 'string') return `${start}>${escapeXml(content)}</${name}>`;
  if (content.length === 0) return `${start}/>`;
  const children = content.flatMap((child) =>
    child === undefined ? [] : [renderXml(child, layout, depth + 1)],
  );
  return [`${start}>`, ...children, `${indent}</${name}>`].join(layout.lineBreak);
}

function renderAttributes({ attributes = {} }: XmlElement): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
}

const SPECIAL = /[&<>"'\n\r]/g;
/** Lone surrogates, the two non-characters, and control characters other than those that XML allows. */
const IMPOSSIBLE = /[\p{Surrogate}\ufffe\uffff]|[^\P{Cc}\t\n\r\u007f-\u009f]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#xa;',
  '\r': '&#xd;',
};

/**
 * Text for an element or an attribute, with the entities that Java uses (2.9). Characters that XML can't
 * hold at all become U+FFFD, so that one registration never makes a list unreadable. A line break is
 * written as a reference, so that a new line always begins with an element.
 */
export function escapeXml(text: string): string {
  return text
    .replace(IMPOSSIBLE, '\ufffd')
    .replace(SPECIAL, (character) => ESCAPES[character] ?? character);
}
