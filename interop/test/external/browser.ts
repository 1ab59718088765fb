import { accessSync, constants } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the Chromium that the system has installed. */
export function launchChromium(): Promise<Browser> {
  const executablePath = ['chromium', 'chromium-browser', 'google-chrome']
    .flatMap((name) =>
      (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)),
    )
    .find(isExecutable);
  if (executablePath === undefined) throw new Error('Chromium must be installed for this suite');
  return chromium.launch({ executablePath, args: FLAGS, timeout: 30_000 });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What axe-core finds wrong with a page, one line for each rule; empty when nothing is. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  // Its types describe a page, and this is no page: its text is all that is needed.
  const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await page.evaluate(await readFile(path, 'utf8'));
  const found: unknown = await page.evaluate('axe.run().then(({ violations }) => violations)');
  const violations = found as readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html)}`,
  );
}
