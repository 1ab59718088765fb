import assert from 'node:assert/strict';
import { parseEndpoint } from '../../src/endpoint/endpoint.ts';
import { ServerRotation } from '../../src/endpoint/server-rotation.ts';

describe('endpoint', () => {
  it('turns user info into HTTP Basic and keeps it out of the address', () => {
    const endpoint = parseEndpoint('http://user:p%40ss:w@host:8761/eureka/?x=1');
    assert.equal(endpoint.url, 'http://host:8761/eureka');
    const expected = `Basic ${Buffer.from('user:p@ss:w').toString('base64')}`;
    assert.equal(endpoint.authorization?.reveal(), expected);
    assert.doesNotMatch(JSON.stringify(endpoint), /p@ss|dXNlc/);
  });

  it('refuses what is no address without showing the password', () => {
    for (const text of ['ftp://user:geheim@host', 'user:geheim@host', '']) {
      assert.throws(
        () => parseEndpoint(text),
        (error: Error & { code?: string }) =>
          error.code === 'CLIENT_BAD_URL' && !error.message.includes('geheim'),
      );
    }
  });

  it('takes a stray percent sign in a password as it stands', () => {
    const endpoint = parseEndpoint('http://user:50%@host');
    const expected = `Basic ${Buffer.from('user:50%').toString('base64')}`;
    assert.equal(endpoint.authorization?.reveal(), expected);
  });
});

describe('server rotation', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((host) => parseEndpoint(`http://${host}`));
  assert.ok(a && b && c && d);

  it('asks the server that last worked first, and three at most [client-sdk 40]', () => {
    const rotation = new ServerRotation([a, b, c, d]);
    rotation.worked(c);
    assert.deepEqual(rotation.candidates(), [c, a, b]);
  });

  it('leaves out failed servers until two thirds have failed [client-sdk 41]', () => {
    const rotation = new ServerRotation([a, b, c, d]);
    rotation.failed(a);
    assert.deepEqual(rotation.candidates(), [b, c, d]);
    rotation.failed(b);
    assert.deepEqual(rotation.candidates(), [a, b, c]);
  });

  it('never gives up the only server', () => {
    const rotation = new ServerRotation([a]);
    rotation.failed(a);
    assert.deepEqual(rotation.candidates(), [a]);
  });
});
