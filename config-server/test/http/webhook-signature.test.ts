import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { proofOfWebhook } from '../../src/http/webhook-signature.ts';

const SECRET = "It's a Secret to Everybody";
const BODY = Buffer.from('Hello, World!');
/** The example of GitHub's documentation. */
const HEX = '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
const NOW = 1_700_000_000_000;

const proofOf = (headers: IncomingHttpHeaders, body = BODY) =>
  proofOfWebhook({ headers, body, receivedAtMs: NOW }, SECRET);

const giteeSignature = (sentAt: number) => ({
  'x-gitee-timestamp': String(sentAt),
  'x-gitee-token': createHmac('sha256', SECRET).update(`${sentAt}\n${SECRET}`).digest('base64'),
});

const basic = (pair: string) => ({
  authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
});

describe('the proof of a webhook', () => {
  const hosts: readonly (readonly [string, IncomingHttpHeaders])[] = [
    ['GitHub', { 'x-hub-signature-256': `sha256=${HEX}`, 'x-hub-signature': 'sha1=0' }],
    ['GitLab', { 'x-gitlab-token': SECRET }],
    ['Bitbucket', { 'x-hub-signature': `sha256=${HEX}` }],
    ['Gitea', { 'x-gitea-signature': HEX }],
    ['Gogs', { 'x-gogs-signature': HEX }],
    ['Gitee with its password', { 'x-gitee-token': SECRET }],
    ['Gitee with its signature', giteeSignature(NOW - 60_000)],
    ['Azure DevOps', basic(`any:${SECRET}`)],
  ];
  for (const [host, headers] of hosts) {
    it(`is right as ${host} sends it`, () => assert.equal(proofOf(headers), 'right'));
  }

  const signed = ['x-hub-signature-256', 'x-hub-signature', 'x-gitea-signature'];
  for (const header of [...signed, 'x-gogs-signature', 'x-gitlab-token', 'x-gitee-token']) {
    it(`is wrong with another text in ${header}`, () => {
      for (const text of ['', 'x', `sha256=${HEX.replace('7', '8')}`]) {
        assert.equal(proofOf({ [header]: text }), 'wrong');
      }
    });
  }

  it('is wrong over another body', () => {
    const headers = { 'x-hub-signature-256': `sha256=${HEX}` };
    assert.equal(proofOf(headers, Buffer.from('Hello, World?')), 'wrong');
  });

  it('is wrong when Gitee signed it more than an hour ago', () => {
    assert.equal(proofOf(giteeSignature(NOW - 3_600_001)), 'wrong');
    assert.equal(proofOf({ 'x-gitee-token': 'x', 'x-gitee-timestamp': 'soon' }), 'wrong');
  });

  it('is none without a signature, or with the password of somebody', () => {
    for (const headers of [{}, basic('ann:hers'), basic(SECRET.slice(1)), { authorization: 'x' }]) {
      assert.equal(proofOf(headers), 'none');
    }
  });
});
