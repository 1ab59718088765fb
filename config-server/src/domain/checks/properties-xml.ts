/** The root of most files stands in so many bytes. */
const HEAD_BYTES = 4_096;
const BEFORE_ROOT = /<!--[\s\S]*?(?:-->|$)|<[?!][^>]*(?:>|$)/g;
/** The text ends before the name of the root does. */
const NO_ROOT = /^[^<]*(?:<[^\s/>]*)?$/;
const PROPERTIES = /^[^<]*<properties[\s/>]/;

/**
 * Whether a file of XML is meant to hold properties, well-formed or not: a repository may also have XML that services
 * get as it is, such as `logback.xml`.
 */
export function isPropertiesXml(bytes: Uint8Array): boolean {
  return hasPropertiesRoot(bytes.subarray(0, HEAD_BYTES)) ?? hasPropertiesRoot(bytes) ?? false;
}

/** The same of a file of which only the beginning is there: it counts if the root comes later. */
export function mayBePropertiesXml(head: Uint8Array): boolean {
  return hasPropertiesRoot(head) ?? true;
}

/** undefined when the root does not stand in these bytes. */
function hasPropertiesRoot(bytes: Uint8Array): boolean | undefined {
  // Of UTF-16, too, what counts is ASCII.
  const text = Buffer.from(bytes).toString('latin1').replaceAll('\0', '');
  const root = text.replaceAll(BEFORE_ROOT, '');
  return NO_ROOT.test(root) ? undefined : PROPERTIES.test(root);
}
