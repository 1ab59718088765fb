/** What stands before the root has room in it. */
const HEAD_BYTES = 4_096;
const BEFORE_ROOT = /<!--[\s\S]*?(?:-->|$)|<[?!][^>]*>/g;

/**
 * Whether a file of XML is meant to hold properties, well-formed or not: a repository may also have XML that services
 * get as it is, such as `logback.xml`.
 */
export function isPropertiesXml(bytes: Uint8Array): boolean {
  // Of UTF-16, too, what counts is ASCII.
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1').replaceAll('\0', '');
  return /^[^<]*<properties[\s/>]/.test(head.replaceAll(BEFORE_ROOT, ''));
}
