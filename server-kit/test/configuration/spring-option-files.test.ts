import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createOptionFolder, type OptionFolder } from './option-folder.ts';

describe('option files of a Java server', () => {
  let folder: OptionFolder;

  beforeEach(async () => {
    folder = await createOptionFolder();
  });
  afterEach(() => folder.remove());

  it('import others, which win over the document that names them', async () => {
    await folder.write({
      'application.yml':
        'spring.config.import: [more/one.yml, "optional:file:./two.properties"]\na: 1\nb: 1\nc: 1\n---\nb: 2\n',
      'more/one.yml': 'a: 3\nb: 3\nspring.config.import: next.yml\n',
      'more/next.yml': 'd: 4\n',
      'two.properties': 'c=5\n',
    });
    const { value, problems } = await folder.read();
    assert.deepEqual(['a', 'b', 'c', 'd'].map(value), ['3', '2', '5', '4']);
    assert.deepEqual(problems, []);
  });

  it('import the files of active profiles, too, and under names from the environment', async () => {
    await folder.write({
      'application.yml': `spring.profiles.active: dev\nspring.config.import: "\${WHERE}/one.yml"\n`,
      'more/one.yml': 'a: 1\nb: 1\n',
      'more/one-dev.yml': 'b: 2\n',
      'last.yml': 'a: 9\n',
    });
    const { value } = await folder.read([], { WHERE: 'more' });
    assert.deepEqual(['a', 'b'].map(value), ['1', '2']);
    const surroundings = { WHERE: 'more', SPRING_CONFIG_IMPORT: 'file:last.yml' };
    assert.equal((await folder.read([], surroundings)).value('a'), '9');
  });

  it('import files that do not say what they hold', async () => {
    await folder.write({
      'application.yml': 'spring.config.import: "optional:file:.env[.properties]"\n',
      '.env': 'a=1\nb: 2\n',
    });
    const { value, problems } = await folder.read();
    assert.deepEqual([['a', 'b'].map(value), problems], [['1', '2'], []]);
  });

  it('import each other without end', async () => {
    await folder.write({
      'application.yml': 'spring.config.import: other.yml\na: 1\n',
      'other.yml': 'spring.config.import: application.yml\nb: 2\n',
    });
    const { value } = await folder.read();
    assert.deepEqual(['a', 'b'].map(value), ['1', '2']);
  });

  it('import each other once, however their paths are written', async () => {
    await folder.write({
      'application.yml': 'spring.config.import: other.yml\na: 1\n',
      'other.yml': `spring.config.import: "file:${folder.path}/application.yml"\na: 2\n`,
    });
    assert.equal((await folder.read()).value('a'), '2');
  });

  it('import a folder with a file for each option, as Kubernetes mounts secrets', async () => {
    await folder.write({
      'application.yml': 'spring.config.import: "configtree:./secrets/"\n',
      'secrets/..data/password': 'hidden\n',
      'secrets/db/url': 'there',
    });
    await symlink('..data/password', join(folder.path, 'secrets', 'password'));
    const { value } = await folder.read();
    assert.deepEqual(['password', 'db.url', 'data.password'].map(value), [
      'hidden',
      'there',
      undefined,
    ]);
  });

  it('import folders that are links, as Kubernetes mounts a secret at db/password', async () => {
    await folder.write({
      'application.yml': 'spring.config.import: "configtree:./secrets/"\n',
      'secrets/..data/db/password': 'hidden\n',
    });
    await symlink('..data/db', join(folder.path, 'secrets', 'db'));
    await symlink('..', join(folder.path, 'secrets', '..data', 'db', 'back'));
    await symlink('.', join(folder.path, 'secrets', 'self'));
    const { value, problems } = await folder.read();
    assert.deepEqual([value('db.password'), problems], ['hidden', []]);
  });

  it('may import a folder that is missing, not one with a link to nowhere', async () => {
    await folder.write({
      'application.yml': 'spring.config.import: "optional:configtree:./secrets/"\n',
    });
    assert.deepEqual((await folder.read()).problems, []);
    await folder.write({ 'secrets/user': 'me' });
    await symlink('..data/password', join(folder.path, 'secrets', 'password'));
    const [problem = '', ...others] = (await folder.read()).problems;
    assert.match(problem, /^spring\.config\.import: "optional:configtree:.\/secrets\/": ENOENT/);
    assert.ok(problem.includes(join(folder.path, 'secrets', 'password')));
    assert.deepEqual(others, []);
  });

  it('say which import can not be had, unless it is optional', async () => {
    const imports = 'vault://secret, configtree:nowhere/, nowhere.yml';
    await folder.write({ 'application.yml': `spring.config.import: "${imports}"\n` });
    assert.deepEqual((await folder.read()).problems, [
      'spring.config.import: "vault://secret" can\'t be imported here; files and configtree: can (from application.yml)',
    ]);
    await folder.write({
      'application.yml': 'spring.config.import: "configtree:nowhere/, nowhere.yml"\n',
    });
    assert.deepEqual((await folder.read()).problems, [
      'spring.config.import: "configtree:nowhere/" does not exist',
      'spring.config.import: "nowhere.yml" does not exist',
    ]);
    const optional = imports.replaceAll(/(?<=^| )/g, 'optional:');
    await folder.write({ 'application.yml': `spring.config.import: "${optional}"\n` });
    assert.deepEqual((await folder.read()).problems, []);
  });

  it('include profiles, and put them in groups', async () => {
    await folder.write({
      'application.yml':
        'spring.profiles: {active: live, include: base, group: {live: "eu, mail", mail: [smtp]}}\na: 0\n',
      'application-base.yml': 'a: base\nb: base\n',
      'application-live.yml': 'a: live\n',
      'application-eu.yml': 'c: eu\nd: eu\n',
      'application-smtp.yml': 'd: smtp\n',
    });
    const { value } = await folder.read();
    assert.deepEqual(['a', 'b', 'c', 'd'].map(value), ['live', 'base', 'eu', 'smtp']);
  });

  it('called bootstrap are read as well, all others winning', async () => {
    await folder.write({
      'bootstrap.yml': 'a: 1\nb: 1\nc: 1\n',
      'bootstrap-dev.yml': 'b: 2\nc: 2\n',
      'application.yml': 'spring.profiles.active: dev\nc: 3\n',
    });
    const { value } = await folder.read();
    assert.deepEqual(['a', 'b', 'c'].map(value), ['1', '2', '3']);
    const without = await folder.read(['--spring.cloud.bootstrap.enabled=false']);
    assert.deepEqual(['a', 'b', 'c'].map(without.value), [undefined, undefined, '3']);
  });

  it('may name the folders that Java knows', async () => {
    await folder.write({ 'application.yml': `a: \${user.home}/config\nb: \${user.dir}\n` });
    const { value } = await folder.read();
    assert.deepEqual(['a', 'b'].map(value), [`${homedir()}/config`, folder.path]);
  });
});
