import assert from 'node:assert/strict';
import { createOptionFolder, type OptionFolder } from './option-folder.ts';

describe('the options of a process', () => {
  let folder: OptionFolder;
  const { write, read }: Pick<OptionFolder, 'write' | 'read'> = {
    write: (files) => folder.write(files),
    read: (argv, environment) => folder.read(argv, environment),
  };

  beforeEach(async () => {
    folder = await createOptionFolder();
  });
  afterEach(() => folder.remove());

  it('come from files, environment and flags, the latter winning', async () => {
    await write({ 'application.yml': 'a: {x: 1, y: 1, z: 1}\n' });
    const { value, origin } = await read(['--a.z=3'], { A_Y: '2', A_Z: '2' });
    assert.deepEqual(['a.x', 'a.y', 'a.z'].map(value), ['1', '2', '3']);
    assert.deepEqual(['a.x', 'a.y', 'a.z'].map(origin), [
      'application.yml:1',
      'environment variable A_Y',
      '--a.z',
    ]);
  });

  it('in ./config win over those in the working folder, .properties over YAML', async () => {
    await write({
      'application.yml': 'a: {x: 1, y: 1}\n',
      'application.properties': 'a.y=2\n',
      'config/application.yaml': 'a: {z: 3}\n',
      'config/application.yml': 'a: {x: 3, z: 2}\n',
    });
    const { value } = await read();
    assert.deepEqual(['a.x', 'a.y', 'a.z'].map(value), ['3', '2', '3']);
  });

  it('of active profiles win over those of none, the last profile over the others', async () => {
    await write({
      'application.yml': 'spring.profiles.active: dev,eu\na: {x: 1, y: 1, z: 1}\n',
      'application-dev.yml': 'a: {x: 2, y: 2}\n',
      'application-eu.yml': 'a: {x: 3}\n',
      'application-prod.yml': 'a: {z: 9}\n',
    });
    const { value } = await read();
    assert.deepEqual(['a.x', 'a.y', 'a.z'].map(value), ['3', '2', '1']);
    const { value: other } = await read(['--spring.profiles.active=prod']);
    assert.deepEqual(['a.x', 'a.y', 'a.z'].map(other), ['1', '1', '9']);
  });

  it('of profiles that placeholders stand for count, and what has no value is told', async () => {
    await write({
      'application.yml': `spring.profiles.active: p\${random.int(1)}\n`,
      'application-p0.yml': 'a: 1\n',
    });
    const { value, problems } = await read();
    assert.deepEqual([value('a'), problems], ['1', []]);
    await write({ 'application.yml': `spring.profiles.active: \${nowhere}\n` });
    assert.deepEqual((await read()).problems, [
      `spring.profiles.active: the placeholder \${nowhere} has no value (from application.yml:1)`,
    ]);
  });

  it('of the profile "default" count when no other is active', async () => {
    await write({ 'application-default.yml': 'a: 1\n' });
    assert.equal((await read()).value('a'), '1');
    assert.equal((await read(['--spring.profiles.active=dev'])).value('a'), undefined);
  });

  it('may stand in a document for some profiles only', async () => {
    await write({
      'application.yml':
        'a: 1\n---\nspring.config.activate.on-profile: dev\na: 2\n---\nspring.config.activate.on-profile: "!dev"\nb: 3\n',
    });
    const { value } = await read(['--spring.profiles.active=dev']);
    assert.deepEqual(['a', 'b', 'spring.config.activate.on-profile'].map(value), [
      '2',
      undefined,
      undefined,
    ]);
    assert.deepEqual(['a', 'b'].map((await read()).value), ['1', '3']);
  });

  it('may stand in a document whose profiles are an expression, checked wherever it stands', async () => {
    await write({
      'application.yml':
        'a: 1\n---\nspring.config.activate.on-profile: "!(prod | staging),"\na: 2\n---\nspring.config.activate.on-profile: "dev, prod & (eu | us)"\nb: 3\n---\nspring.config.activate.on-profile:\nc: 4\n',
    });
    const of = async (profiles: string) => {
      const { value, problems } = await read([`--spring.profiles.active=${profiles}`]);
      return [...['a', 'b', 'c'].map(value), ...problems];
    };
    assert.deepEqual(await of('prod'), ['1', undefined, '4']);
    assert.deepEqual(await of('prod,us'), ['1', '3', '4']);
    assert.deepEqual(await of('dev'), ['2', '3', '4']);
    await write({
      'application.yml': 'a: 1\n---\nspring.config.activate.on-profile: [dev, a & b | c]\na: 2\n',
    });
    assert.deepEqual(await of('dev'), [
      '1',
      undefined,
      undefined,
      'spring.config.activate.on-profile[1]: malformed profile expression a & b | c (from application.yml:3)',
    ]);
  });

  it('may name profiles of a document in a list, or as before Spring Boot 2.4', async () => {
    await write({
      'application.yml':
        'a: 1\n---\nspring.profiles: peer1, peer2\na: 2\n---\nspring.config.activate.on-profile: [peer2, peer3]\nb: 3\n',
      'application.properties': 'spring.profiles.active=peer1\nc=4\n',
    });
    const { value } = await read();
    assert.deepEqual(['a', 'b', 'c', 'spring.profiles'].map(value), [
      '2',
      undefined,
      '4',
      undefined,
    ]);
    const others = await read(['--spring.profiles.active=peer3']);
    assert.deepEqual(['a', 'b', 'c'].map(others.value), ['1', '3', '4']);
  });

  it('may stand elsewhere: spring.config.location and additional-location', async () => {
    await write({
      'application.yml': 'a: 1\nb: 1\n',
      'other/application.yml': 'a: 2\n',
      'one.yml': 'a: 3\n',
      'one-dev.yml': 'a: 4\n',
    });
    const located = await read(['--spring.config.location=optional:./nowhere/,file:./other/']);
    assert.deepEqual(['a', 'b'].map(located.value), ['2', undefined]);
    const added = await read(['--spring.config.additional-location=./one.yml']);
    assert.deepEqual(['a', 'b'].map(added.value), ['3', '1']);
    const profiled = await read([
      '--spring.config.additional-location=./one.yml',
      '--spring.profiles.active=dev',
    ]);
    assert.equal(profiled.value('a'), '4');
  });

  it('may come as JSON in SPRING_APPLICATION_JSON, which wins over other variables', async () => {
    const json = '{"a":{"x":1},"list":["p","q"]}';
    const { value } = await read([], { SPRING_APPLICATION_JSON: json, A_X: '2' });
    assert.deepEqual(['a.x', 'list[1]'].map(value), ['1', 'q']);
    assert.deepEqual((await read([], { SPRING_APPLICATION_JSON: '[]' })).problems, [
      'spring.application.json: is not a JSON object (from environment variable SPRING_APPLICATION_JSON)',
    ]);
  });

  it('name the option whose location is not there', async () => {
    const properties = [
      'spring.config.location',
      'spring.config.additional-location',
      'spring.cloud.bootstrap.location',
    ];
    for (const property of properties) {
      const { problems } = await read([`--${property}=./nowhere/`]);
      assert.deepEqual(problems, [`${property}: "./nowhere/" does not exist`]);
    }
  });

  it('are all checked: a location that is not there, a malformed file, a stray argument', async () => {
    await write({ 'application.yml': 'a: 1\na: 2\n' });
    const { problems } = await read(['stray', '--spring.config.additional-location=./nowhere/']);
    assert.deepEqual(problems.length, 3);
    assert.match(problems.join('\n'), /stray: is not of the form --name=value/);
    assert.match(
      problems.join('\n'),
      /spring\.config\.additional-location: ".\/nowhere\/" does not exist/,
    );
    assert.match(problems.join('\n'), /application\.yml: line 2, column 1: /);
  });
});
