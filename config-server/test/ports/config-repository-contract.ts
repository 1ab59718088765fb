import assert from 'node:assert/strict';
import type { ConfigRepository } from '../../src/ports/config-repository.ts';

/** A repository under test, and the way to change it. */
interface RepositoryUnderTest {
  readonly repository: ConfigRepository;
  /** How it calls a file, by its path where nothing else is said. */
  nameOf?(path: string): string;
  /** Commits exactly these files to the label. */
  push(files: Readonly<Record<string, string>>, label?: string): Promise<string>;
  remove(): Promise<void>;
}

/** One that is started, and removed by those who started it. */
type StartedRepository = Required<Omit<RepositoryUnderTest, 'remove'>>;

type Create = () => Promise<RepositoryUnderTest>;

const FIRST = { 'application.yml': 'a: 1\n', 'sub/dir/x.yml': 'x: 1\n' };

/** A new repository for each test of the suite it is called in, started with the files of `FIRST`. */
function useRepository(create: Create): StartedRepository {
  let subject: RepositoryUnderTest;
  beforeEach(async () => {
    subject = await create();
    await subject.push(FIRST);
    await subject.repository.start();
  });
  afterEach(async () => {
    await subject.repository.stop();
    await subject.remove();
  });
  return {
    get repository() {
      return subject.repository;
    },
    nameOf: (path) => subject.nameOf?.(path) ?? path,
    push: (files, label) => subject.push(files, label),
  };
}

/** What every adapter of the repository port must do. */
export function describeConfigRepository(name: string, create: Create): void {
  describe(`${name} as a config repository`, () => {
    const subject = useRepository(create);

    it('lists the files of a commit with their folders and reads them', async () => {
      const files = await subject.repository.files(
        (await subject.repository.commitOf('main')) ?? '',
      );
      assert.deepEqual(
        [...files.keys()].sort(),
        Object.keys(FIRST).map((path) => subject.nameOf(path)),
      );
      const bytes = await subject.repository.read(files.get(subject.nameOf('sub/dir/x.yml')) ?? '');
      assert.equal(Buffer.from(bytes).toString(), 'x: 1\n');
    });

    it('serves a new commit, and still the old one by its id [config 18, 102]', async () => {
      const before = (await subject.repository.commitOf('main')) ?? '';
      const after = await subject.push({ 'application.yml': 'a: 2\n' });
      await subject.repository.refresh();
      assert.equal(await subject.repository.commitOf('main'), after);
      assert.equal(await subject.repository.commitOf(before), before);
      assert.equal((await subject.repository.files(before)).size, 2);
    });

    it('changes the stamp of a label whenever it moves, or says that it must ask', async () => {
      await subject.repository.refresh();
      const before = subject.repository.stamp(['main', 'master']);
      await subject.push({ 'application.yml': 'a: 3\n' });
      await subject.repository.refresh();
      const after = subject.repository.stamp(['main', 'master']);
      assert.ok(after === undefined || after !== before);
    });

    it('rejects a commit that does not exist', async () => {
      await assert.rejects(subject.repository.files('1'.repeat(40)));
    });

    it('answers many readers at once, each with its own object', async () => {
      const contents = Object.fromEntries(
        [...Array(50).keys()].map((n) => [`f${n}.yml`, `n: ${n}\n`]),
      );
      const commit = await subject.push(contents);
      await subject.repository.refresh();
      const files = [...(await subject.repository.files(commit))];
      const read = await Promise.all(
        files.map(async ([path, id]) => [path, await subject.repository.read(id)] as const),
      );
      assert.deepEqual(
        Object.fromEntries(read.map(([path, bytes]) => [path, Buffer.from(bytes).toString()])),
        Object.fromEntries(
          Object.entries(contents).map(([path, text]) => [subject.nameOf(path), text]),
        ),
      );
    });

    it('says how large a file is that is larger than wanted, and reads the next one', async () => {
      const commit = await subject.push({
        'giant.yml': `a: ${'x'.repeat(500_000)}\n`,
        'small.yml': 'a: 1\n',
      });
      await subject.repository.refresh();
      const files = await subject.repository.files(commit);
      const read = (path: string) =>
        subject.repository.read(files.get(subject.nameOf(path)) ?? '', 100);
      const giant = read('giant.yml');
      const small = read('small.yml');
      await assert.rejects(giant, { code: 'CONFIG_FILE_TOO_LARGE', sizeBytes: 500_004 });
      assert.equal(Buffer.from(await small).toString(), 'a: 1\n');
    });

    it('tells its listeners that labels moved', async () => {
      const told = new Promise<void>((resolve) => {
        subject.repository.onChange(resolve);
      });
      await subject.push({ 'application.yml': 'a: 4\n' });
      await subject.repository.fetch();
      await told;
    });

    it('stops twice', async () => {
      await subject.repository.stop();
      await subject.repository.stop();
    });
  });
}

/** What every adapter must do whose labels are branches and tags. */
export function describeLabels(name: string, create: Create): void {
  describe(`the labels of ${name}`, () => {
    const subject = useRepository(create);

    it('have a branch that is new, with a slash in its name [config 19, 107]', async () => {
      assert.equal(await subject.repository.commitOf('feature/x'), undefined);
      const commit = await subject.push({ 'b.yml': 'b: 1\n' }, 'feature/x');
      await subject.repository.refresh();
      assert.equal(await subject.repository.commitOf('feature/x'), commit);
    });

    it('are none that do not exist, whatever their form [config 20]', async () => {
      const strange = [
        'nope',
        '',
        '--all',
        'main^',
        'main:a',
        'a b',
        'a\nb',
        'HEAD@{1}',
        '0'.repeat(40),
      ];
      for (const label of strange)
        assert.equal(await subject.repository.commitOf(label), undefined, label);
    });
  });
}
