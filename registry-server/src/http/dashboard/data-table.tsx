/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren, VNode } from 'preact';

/** A table with a caption and column heads; `children` are its rows. */
export interface DataTableProps {
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly children: ComponentChildren;
}

/** Scrolls on its own where the screen is narrow, by keyboard too. */
export function DataTable({ id, caption, columns, children }: DataTableProps): VNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too (WCAG 2.1.1)
    <section class="scroll" aria-labelledby={id} tabIndex={0}>
      <table>
        <caption id={id}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
