import assert from 'node:assert/strict';
import { flattenYaml, type PropertyDocument } from '@vernal/protocol/config';
import { type ActivationContext, isActive } from '../../src/domain/activation.ts';

const ON_PROFILE = 'spring.config.activate.on-profile';

function documentOf(yaml: string): PropertyDocument {
  const parsed = flattenYaml(yaml);
  assert.ok(parsed.ok);
  const [document] = parsed.value;
  assert.ok(document);
  return document;
}

function contextOf(...profiles: string[]): ActivationContext {
  return { profiles: new Set(profiles), defaultRequest: profiles.includes('default') };
}

describe('the conditions of a document', () => {
  for (const [written, form] of [
    ['dev, eu', 'a text with commas'],
    ['[dev, eu]', 'a list'],
    ['["qa, dev", eu]', 'a list of texts with commas'],
  ]) {
    it(`are met by any of several profiles, written as ${form}`, () => {
      const document = documentOf(`${ON_PROFILE}: ${written}\n`);
      for (const profile of ['dev', 'eu']) {
        const outcome = isActive(document, contextOf(profile), undefined);
        assert.deepEqual(outcome, { ok: true, value: true }, profile);
      }
      const outcome = isActive(document, contextOf('prod'), undefined);
      assert.deepEqual(outcome, { ok: true, value: false });
    });
  }

  it('are met by everybody where there are none', () => {
    const outcome = isActive(documentOf('a: 1\n'), contextOf('dev'), undefined);
    assert.deepEqual(outcome, { ok: true, value: true });
  });

  it('are a problem where one is malformed, whatever the others say', () => {
    const document = documentOf(`${ON_PROFILE}: [dev, "a & b | c"]\n`);
    assert.equal(isActive(document, contextOf('dev'), undefined).ok, false);
  });

  it('must be met in full: the platform and the profile', () => {
    const platform = 'spring.config.activate.on-cloud-platform: heroku';
    const document = documentOf(`${platform}\n${ON_PROFILE}: dev\n`);
    for (const [context, isMet] of [
      [{ ...contextOf('dev'), platform: 'heroku' }, true],
      [{ ...contextOf('dev'), platform: 'nomad' }, false],
      [contextOf('dev'), false],
      [{ ...contextOf('eu'), platform: 'heroku' }, false],
    ] as const) {
      assert.deepEqual(isActive(document, context, undefined), { ok: true, value: isMet });
    }
  });
});

describe('the names of conditions', () => {
  it('may be spelled as all of Spring, but in capitals for a file is no variable', () => {
    for (const [name, isCondition] of [
      ['spring.config.activate.onProfile', true],
      ['spring.config.activate.on_profile', true],
      ['Spring.Config.Activate.OnProfile', true],
      ['SPRING_CONFIG_ACTIVATE_ONPROFILE', false],
    ] as const) {
      const outcome = isActive(documentOf(`${name}: eu\n`), contextOf('dev'), undefined);
      assert.deepEqual(outcome, { ok: true, value: !isCondition }, name);
    }
  });

  it('may refer to other properties of the document', () => {
    const document = documentOf(`${ON_PROFILE}: "\${stage}"\nstage: dev\n`);
    assert.deepEqual(isActive(document, contextOf('dev'), undefined), { ok: true, value: true });
    assert.deepEqual(isActive(document, contextOf('eu'), undefined), { ok: true, value: false });
  });
});

describe('what a file must not hold', () => {
  it('is the old name of the condition', () => {
    const outcome = isActive(documentOf('spring.profiles: dev\n'), contextOf('dev'), undefined);
    assert.ok(!outcome.ok && outcome.problem.includes(ON_PROFILE));
  });

  for (const choice of ['active', 'include', 'default']) {
    const document = documentOf(`spring.profiles.${choice}: [eu]\n`);

    it(`is a choice of profiles (${choice}) where a profile chose the file, except for default`, () => {
      const outcome = isActive(document, contextOf('dev'), 'dev');
      assert.ok(!outcome.ok && outcome.problem.includes(`spring.profiles.${choice}`));
      assert.equal(isActive(document, contextOf('dev'), undefined).ok, true);
      assert.equal(isActive(document, contextOf('default'), 'default').ok, true);
    });

    it(`is a choice of profiles (${choice}) beside a condition on them, met or not`, () => {
      const conditional = documentOf(`${ON_PROFILE}: eu\nspring.profiles.${choice}: x\n`);
      for (const profile of ['dev', 'eu']) {
        const outcome = isActive(conditional, contextOf(profile), undefined);
        assert.ok(!outcome.ok && outcome.problem.includes(`spring.profiles.${choice}`));
      }
      assert.equal(isActive(conditional, contextOf('default'), undefined).ok, true);
    });
  }
});
