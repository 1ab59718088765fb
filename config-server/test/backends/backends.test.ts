import assert from 'node:assert/strict';
import { settle } from '@vernal/core/testing';
import { absentRepository } from '../../src/backends/absent-repository.ts';
import { type Backend, singleBackend } from '../../src/backends/backend.ts';
import { Backends } from '../../src/backends/backends.ts';
import { TeamBackends } from '../../src/backends/team-backends.ts';
import { TemplateBackends } from '../../src/backends/template-backends.ts';
import { identityOf, LabelResolver } from '../../src/environments/label-resolver.ts';
import { backendOf } from '../backend-fixture.ts';
import { MemoryRepository } from '../memory-repository.ts';

const KEY = { application: 'orders', profiles: 'dev', label: null };

describe('repositories by placeholder', () => {
  function createTemplate(limit: number, uri = 'https://git.example.org/{application}.git') {
    const opened: string[] = [];
    const closed: Backend[] = [];
    const template = new TemplateBackends({
      template: uri,
      defaultLabel: 'main',
      limit,
      open(uri) {
        opened.push(uri);
        return backendOf(uri.includes('nobody') ? absentRepository(uri) : new MemoryRepository());
      },
      close: (backend) => closed.push(backend),
      absent: backendOf(absentRepository('none')),
    });
    const of = (application: string) => template.of({ ...KEY, application });
    return { template, opened, closed, of };
  }

  it('are never those of a host that the caller names', () => {
    const { opened, of } = createTemplate(10, 'https://{application}/config.git');
    assert.equal(of('evil.example.org').repository.status.available, false);
    assert.deepEqual(opened, []);
  });

  it('are opened when they are first asked for, once each', () => {
    const { opened, of } = createTemplate(10);
    assert.equal(of('a'), of('a'));
    assert.notEqual(of('a'), of('b'));
    assert.deepEqual(opened, ['https://git.example.org/a.git', 'https://git.example.org/b.git']);
  });

  it('are no more than the limit: names that lead nowhere go first', () => {
    const { template, closed, of } = createTemplate(2);
    const [a, nobody] = [of('a'), of('nobody1')];
    of('b');
    assert.deepEqual(closed, [nobody]);
    of('c');
    assert.deepEqual(closed, [nobody, a]);
    assert.equal(template.all().length, 2);
  });

  it('are no more than the limit: of others that which was asked for longest ago goes first', () => {
    const { closed, of } = createTemplate(2);
    const [, b] = [of('a'), of('b')];
    of('a');
    of('c');
    assert.deepEqual(closed, [b]);
  });
});

describe('the repository of a team', () => {
  const shared = backendOf(new MemoryRepository());
  const unread = backendOf(absentRepository('https://git.example.org/team.git'));
  const teams = [
    { owns: (application: string) => application === 'orders', source: singleBackend(unread) },
  ];

  it('is not replaced by the shared one while it can not be read', () => {
    const backends = new TeamBackends(teams, {
      shared: singleBackend(shared),
      whileUnread: 'fail',
    });
    assert.equal(backends.of(KEY), unread);
    assert.equal(backends.of({ ...KEY, application: 'billing' }), shared);
  });

  it('is replaced by it when Spring’s behaviour is asked for', () => {
    const rules = { shared: singleBackend(shared), whileUnread: 'serve shared' } as const;
    assert.equal(new TeamBackends(teams, rules).of(KEY), shared);
  });
});

describe('several backends', () => {
  async function createTwo(onFailure: 'fail' | 'pass over') {
    const [strong, weak] = [new MemoryRepository(), new MemoryRepository()];
    const commits = [await strong.push({ 'a.yml': 'a: 1\n' }), await weak.push({ 'b.yml': '' })];
    await weak.push({ 'b.yml': 'b: 2\n' }, 'only-here');
    const backends = new Backends([strong, weak].map((one) => singleBackend(backendOf(one))));
    await backends.start();
    return { labels: new LabelResolver(backends, onFailure), commits, strong, weak, backends };
  }

  it('are all read, the strongest first, and have no common version', async () => {
    const { labels, commits } = await createTwo('fail');
    const found = await labels.commitsOf(KEY);
    assert.ok(found.ok);
    assert.deepEqual(
      found.value.map(({ commit }) => commit),
      commits,
    );
    assert.deepEqual(identityOf(found.value), { version: null, state: null });
  });

  it('fail together, or without those that can not answer', async () => {
    const key = { ...KEY, label: 'only-here' };
    const strict = await createTwo('fail');
    assert.deepEqual(await strict.labels.commitsOf(key), { ok: false, problem: 'only-here' });
    const lenient = await createTwo('pass over');
    const found = await lenient.labels.commitsOf(key);
    assert.ok(found.ok);
    assert.deepEqual(
      found.value.map(({ commit }) => commit !== ''),
      [false, true],
    );
  });

  it('break off a first clone when the server is to stop', async () => {
    const { promise, reject } = withResolvers();
    const cloning = Object.assign(new MemoryRepository(), {
      start: () => promise,
      stop: async () => reject(new Error('the clone was broken off')),
    });
    const stopping = new AbortController();
    const sources = [singleBackend(backendOf(cloning))];
    const backends = new Backends(sources, () => Promise.resolve(), stopping.signal);
    const start = backends.start();
    await settle();
    stopping.abort();
    await assert.rejects(start, /broken off/);
    await backends.stop();
  });

  it('begin no clone once the server is to stop', async () => {
    const cloning = Object.assign(new MemoryRepository(), {
      start: () => Promise.reject(new Error('it was begun')),
    });
    const sources = [singleBackend(backendOf(cloning))];
    const backends = new Backends(sources, () => Promise.resolve(), AbortSignal.abort());
    await backends.start();
    await backends.stop();
  });

  it('tell of a change in any of them', async () => {
    const { backends, weak } = await createTwo('fail');
    let told = 0;
    const cancel = backends.onChange(() => {
      told += 1;
    });
    await weak.push({ 'b.yml': 'b: 3\n' });
    cancel();
    await weak.push({ 'b.yml': 'b: 4\n' });
    assert.equal(told, 1);
  });
});

describe('a list of labels', () => {
  it('is left without those that do not exist only when told so', async () => {
    const repository = new MemoryRepository();
    const commit = await repository.push({ 'a.yml': 'a: 1\n' });
    const key = { ...KEY, label: 'main,nope' };
    const labelsWith = (continueOnMultipleLabelFailure: boolean) => {
      const backend = backendOf(repository);
      const rules = { ...backend.labels, continueOnMultipleLabelFailure };
      const source = singleBackend({ ...backend, labels: rules });
      return new LabelResolver(new Backends([source]), 'fail');
    };
    assert.deepEqual(await labelsWith(false).commitsOf(key), { ok: false, problem: 'nope' });
    const found = await labelsWith(true).commitsOf(key);
    assert.ok(found.ok);
    assert.equal(identityOf(found.value).version, commit);
  });
});

function withResolvers() {
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<void>((_resolve, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}
