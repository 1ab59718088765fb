import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { silentLogger } from '@vernal/core';
import { ManualTime, settle } from '@vernal/core/testing';
import { startDaemon } from '@vernal/server-kit';
import { createSampleDaemon } from '../daemon/sample-daemon.ts';

/** A daemon whose hot path never answers by itself. */
async function startWaiting(timers: ManualTime) {
  const waiting: ServerResponse[] = [];
  const arrivals: (() => void)[] = [];
  const definition = createSampleDaemon(() => ({
    hotPath(_request, response) {
      waiting.push(response);
      for (const arrived of arrivals.splice(0)) arrived();
      return true;
    },
  }));
  const daemon = await startDaemon(definition, {}, { logger: silentLogger, timers });
  const arrival = () => new Promise<void>((resolve) => arrivals.push(resolve));
  return { daemon, waiting, arrival };
}

function ask(url: string, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => resolve(response.resume())).on('error', reject);
  });
}

describe('stopping', () => {
  it('answers what is under way, and ends a kept connection with its answer', async () => {
    const { daemon, waiting, arrival } = await startWaiting(new ManualTime());
    const agent = new Agent({ keepAlive: true });
    const arrived = arrival();
    const answer = ask(daemon.url, agent);
    await arrived;
    const stopped = daemon.stop();
    waiting[0]?.end('done');
    assert.equal((await answer).statusCode, 200);
    await stopped;
    assert.equal(daemon.listener.listening, false);
    agent.destroy();
  });

  it('lets nobody new in', async () => {
    const { daemon } = await startWaiting(new ManualTime());
    const { url } = daemon;
    await daemon.stop();
    await assert.rejects(ask(url, new Agent()), { code: 'ECONNREFUSED' });
  });

  it('does not wait for a connection that never asked anything', async () => {
    const { daemon } = await startWaiting(new ManualTime());
    const socket = connect(daemon.port, '127.0.0.1');
    await Promise.all([once(socket, 'connect'), once(daemon.listener, 'connection')]);
    socket.resume();
    await Promise.all([daemon.stop(), once(socket, 'close')]);
  });

  it('cuts off what takes longer than the time allowed', async () => {
    const time = new ManualTime();
    const { daemon, arrival } = await startWaiting(time);
    const arrived = arrival();
    const answer = ask(daemon.url, new Agent());
    const refused = assert.rejects(answer, { code: 'ECONNRESET' });
    await arrived;
    const stopped = daemon.stop();
    await settle();
    await time.advance(30_000);
    await stopped;
    await refused;
    assert.equal(time.pending, 0);
  });
});
