/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren, VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { JOURNAL_EVENT_TYPES } from '../../domain/journal/journal-event.ts';
import type { DashboardPaths } from './dashboard-paths.ts';

/** A page around its content. */
export interface DocumentProps {
  readonly title: string;
  readonly paths: DashboardPaths;
  /** Whether the page keeps itself up to date where the browser runs scripts. */
  readonly live?: boolean;
  readonly children: ComponentChildren;
}

/** The frame of every page: skip link, name, navigation. */
export function Document({ title, paths, live = false, children }: DocumentProps): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href={`${paths.assets}vernal.svg`} />
        <link rel="stylesheet" href={`${paths.assets}dashboard.css`} />
        {live && (
          <link
            rel="alternate"
            type="text/event-stream"
            href={paths.events}
            data-types={[...JOURNAL_EVENT_TYPES, 'resync'].join(' ')}
          />
        )}
        {live && <script type="module" src={`${paths.assets}live.js`} />}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="top">
          <a class="brand" href={paths.home}>
            Vernal <span>registry</span>
          </a>
          <nav aria-label="Pages">
            <a href={paths.home}>Instances</a>
            <a href={paths.lastLeases}>Last leases</a>
          </nav>
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </body>
    </html>
  );
}

/** The bytes of a page. */
export function renderDocument(page: VNode): string {
  return `<!doctype html>${render(page)}`;
}
