/** Text that is markup already. */
export interface Html {
  readonly markup: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup from a template; every inserted text is escaped, inserted markup and lists of it are not. */
export function html(
  literals: TemplateStringsArray,
  ...inserted: readonly (string | number | Html | readonly Html[])[]
): Html {
  const markup = literals.reduce(
    (text, literal, index) => text + markupOf(inserted[index - 1] ?? '') + literal,
  );
  return { markup };
}

function markupOf(inserted: string | number | Html | readonly Html[]): string {
  if (typeof inserted === 'string') return escapeText(inserted);
  if (typeof inserted === 'number') return String(inserted);
  if ('markup' in inserted) return inserted.markup;
  return inserted.map((part) => part.markup).join('');
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
