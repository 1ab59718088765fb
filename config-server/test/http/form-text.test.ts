import assert from 'node:assert/strict';
import { formText } from '../../src/http/form-text.ts';

const FORM = 'Application/X-WWW-Form-Urlencoded; charset=utf-8';

describe('the text that a form was meant to be', () => {
  for (const [purpose, body, text] of [
    ['encrypt', 'my+secret%21=', 'my secret!'],
    ['encrypt', 'my+secret', 'my secret'],
    ['encrypt', '100%', '100%'],
    ['encrypt', 'user=ann', 'user=ann'],
    ['encrypt', 'a+b&c', 'a+b&c'],
    ['decrypt', 'a%2Bb%3D%3D', 'a+b=='],
    ['decrypt', 'a+b==', 'a+b=='],
    ['decrypt', '00ff=', '00ff'],
    ['decrypt', '00f=', '00f='],
  ] as const) {
    it(`is ${text}, to ${purpose}, where ${body} was sent [config ${purpose === 'encrypt' ? 85 : 86}]`, () => {
      assert.equal(formText(body, FORM, purpose), text);
      assert.equal(formText(body, 'text/plain', purpose), body);
    });
  }
});
