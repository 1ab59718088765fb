import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.resolve('@vernal/interop/package.json')));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
}

/** Where npm itself is, so that it runs on this very Node. */
async function npm(args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await run('npm', [...args], { cwd });
  return stdout;
}

async function publishable(): Promise<{ folder: string; manifest: Manifest }[]> {
  const { workspaces } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    workspaces: string[];
  };
  const all = await Promise.all(
    workspaces.map(async (folder) => {
      const text = await readFile(join(root, folder, 'package.json'), 'utf8');
      return { folder, manifest: JSON.parse(text) as Manifest };
    }),
  );
  return all.filter(({ manifest }) => manifest.private !== true);
}

/** Every name under which a package can be imported. */
function entryPoints(manifest: Manifest): string[] {
  return Object.keys(manifest.exports ?? {})
    .filter((entry) => entry !== './package.json' && entry !== './testing')
    .map((entry) => manifest.name + entry.slice(1));
}

describe('the packages as npm delivers them', function () {
  this.timeout(120_000);
  let folder: string;
  let project: string;
  let packages: Awaited<ReturnType<typeof publishable>>;

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'vernal-packages-')));
    project = join(folder, 'project');
    await mkdir(project);
    await writeFile(join(project, 'package.json'), '{"private":true}');
    packages = await publishable();
    const names = packages.flatMap((one) => ['-w', one.folder]);
    await npm(['pack', '--ignore-scripts', '--pack-destination', folder, ...names], root);
    const tarballs = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
    const files = tarballs.map((file) => `file:${join(folder, file)}`);
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    await npm(['install', ...quiet, ...files], project);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('can be imported', async () => {
    const names = packages.flatMap(({ manifest }) => entryPoints(manifest));
    assert.ok(names.length >= packages.length);
    const script = names.map((name) => `await import(${JSON.stringify(name)});`).join('\n');
    await run(process.execPath, ['--input-type=module', '-e', script], { cwd: project });
  });

  it('can be required from CommonJS', async () => {
    const names = packages.flatMap(({ manifest }) => entryPoints(manifest));
    const script = names.map((name) => `require(${JSON.stringify(name)});`).join('\n');
    await run(process.execPath, ['-e', script], { cwd: project });
  });

  it('put their commands in place, and each tells its version', async () => {
    const commands = packages.flatMap(({ manifest }) =>
      Object.keys(manifest.bin ?? {}).map((command) => ({ command, version: manifest.version })),
    );
    assert.deepEqual(commands.map(({ command }) => command).sort(), [
      'vernal',
      'vernal-bus',
      'vernal-config',
      'vernal-registry',
    ]);
    for (const { command, version } of commands) {
      const { stdout } = await run(join(project, 'node_modules/.bin', command), ['--version'], {
        cwd: project,
      });
      assert.match(stdout, new RegExp(version.replaceAll('.', '\\.')));
    }
  });

  it('hold neither tests nor build records', async () => {
    for (const { manifest } of packages) {
      const files = await readdir(join(project, 'node_modules', manifest.name), {
        recursive: true,
      });
      const foreign = files.filter((file) => /(?:^|\/)test\/|tsbuildinfo$|\.test\./.test(file));
      assert.deepEqual(foreign, [], manifest.name);
      assert.ok(files.includes('README.md'), `${manifest.name} has no README.md`);
    }
  });
});
