const ESCAPE = '(_)';

/** `(_)` stands for `/` in the name and label of a request (config-protocol 1.3). */
export function unescapeSlashes(text: string): string {
  return text.replaceAll(ESCAPE, '/');
}

/** What a client does to a label such as `feature/x` before it asks for it (config-protocol 1.3). */
export function escapeSlashes(text: string): string {
  return text.replaceAll('/', ESCAPE);
}
