/** @jsxRuntime automatic @jsxImportSource preact */
import type { VNode } from 'preact';
import type { Page } from '../../dashboard/page.ts';

/** Links to the page before and the one after; nothing when there is one page only. */
export function PageLinks({
  label,
  page,
  hrefOf,
}: {
  readonly label: string;
  readonly page: Page<unknown>;
  readonly hrefOf: (number: number) => string;
}): VNode | null {
  if (page.count === 1) return null;
  return (
    <nav class="pages" aria-label={label}>
      {page.number > 1 && <a href={hrefOf(page.number - 1)}>Previous</a>}
      <span>
        Page {page.number} of {page.count}
      </span>
      {page.number < page.count && <a href={hrefOf(page.number + 1)}>Next</a>}
    </nav>
  );
}
