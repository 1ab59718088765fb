import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@vernal/client';
import { parseAllDocuments } from 'yaml';
import { compileErrors, type ExampleFiles } from '../src/docs/compile-examples.ts';
import {
  type Document,
  examplesIn,
  inlineCode,
  linkedFiles,
  projectFolder,
  readDocuments,
} from '../src/docs/document.ts';
import { errorCodesInSources } from '../src/docs/error-codes.ts';
import { unknownFlags, unknownProperties } from '../src/docs/known-options.ts';
import { runExamples } from '../src/docs/run-examples.ts';
import { inTemporaryFolder } from '../src/golden/temporary-folder.ts';
import { startSystem } from '../src/system/system.ts';

/** Names of Spring, Netflix and services that documents mention; no server of ours has them. */
const FOREIGN =
  /^(?:eureka\.client\b|spring\.profiles(?:\.(?:group|include)\b|$)|spring\.config\.activate\b)/;
const PROPERTY = /^(?:--)?((?:vernal|eureka|spring|server|encrypt|logging)\.[\w.-]+)(?:=.*)?$/;

describe('the documents', function () {
  this.timeout(60_000);
  let documents: readonly Document[];

  before(async () => {
    documents = await readDocuments();
  });

  it('shows two set-up commands in the README', () => {
    const readme = documents.find(({ path }) => path === 'README.md');
    assert.ok(readme);
    const commands = examplesIn(readme, 'sh').trim().split('\n');
    assert.deepEqual(
      commands.map((line) => line.split('#')[0]?.trim()),
      ['npm start', 'npm test'],
    );
  });

  it('has TypeScript that compiles', () => {
    assert.deepEqual(compileErrors(typescriptOf(documents)), []);
  });

  it('has TypeScript that runs against the servers and ends', async () => {
    // Serves until it is told to end; client-sdk/test/readme.test.ts runs it.
    const endless = documents.filter(({ path }) => path !== 'client-sdk/README.md');
    const files = typescriptOf(endless);
    assert.deepEqual(await runAgainstServers(files), [...files.keys()]);
  });

  it('has commands whose options exist', () => {
    const shown = documents.map((document) => examplesIn(document, 'sh', 'console', ''));
    assert.deepEqual(shown.flatMap(unknownFlags), []);
  });

  it('names options that exist', () => {
    const mentions = documents.flatMap(inlineCode).map((code) => PROPERTY.exec(code)?.[1] ?? '');
    const names = mentions.filter((name) => name !== '' && !FOREIGN.test(name));
    assert.ok(names.length > 30);
    assert.deepEqual(unknownProperties([...new Set(names)]), []);
  });

  it('has YAML and JSON that can be read', () => {
    for (const document of documents) {
      for (const { language, text } of document.examples) {
        if (language === 'json') assert.doesNotThrow(() => JSON.parse(text), document.path);
        if (language !== 'yaml') continue;
        const errors = parseAllDocuments(text).flatMap((read) => read.errors);
        assert.deepEqual(errors, [], document.path);
      }
    }
  });

  it('links to files that exist', async () => {
    const links = documents.flatMap((document) =>
      linkedFiles(document).map((target) => join(dirname(document.path), target)),
    );
    assert.deepEqual(await missing(links), []);
  });

  it('explains every error code, and no other', async () => {
    const errors = documents.find(({ path }) => path === 'docs/errors.md');
    assert.ok(errors);
    const explained = [...errors.text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
    assert.deepEqual(explained.sort(), await errorCodesInSources());
  });
});

/** The examples of each document as one module; later ones go on from earlier ones. */
function typescriptOf(documents: readonly Document[]): ExampleFiles {
  const texts = documents.map((document): [string, string] => [
    document.path.replaceAll(/\W/g, '-'),
    examplesIn(document, 'ts', 'js'),
  ]);
  return new Map(texts.filter(([, text]) => text !== ''));
}

async function missing(paths: readonly string[]): Promise<readonly string[]> {
  const checked = await Promise.all(
    paths.map((path) =>
      access(join(projectFolder, path)).then(
        () => [],
        () => [path],
      ),
    ),
  );
  return checked.flat();
}

/** Runs examples beside a catalog that they may call. */
function runAgainstServers(files: ExampleFiles): Promise<readonly string[]> {
  return inTemporaryFolder(async (folder) => {
    const system = await startSystem(folder, 'pricing:\n  tax: 7\n');
    const shop = createServer((_request, response) => response.end('[]'));
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    const { port } = shop.address() as AddressInfo;
    const url = `${system.registry.url}/eureka`;
    const catalog = createClient({ app: 'catalog', registry: { url }, config: false });
    try {
      await catalog.start();
      await catalog.registration.register({ port, hostName: '127.0.0.1' });
      return await inTemporaryFolder((project) =>
        runExamples(files, project, {
          'http://127.0.0.1:8761': system.registry.url,
          'http://127.0.0.1:8888': system.config.url,
          'mqtt://127.0.0.1:1883': system.busUrl,
          'file:///srv/config.git': pathToFileURL(join(folder, 'config.git')).href,
          "'vernal.bus.port': 1883": "'vernal.bus.port': 0",
        }),
      );
    } finally {
      await catalog.close();
      shop.close();
      await system.stop();
    }
  });
}
