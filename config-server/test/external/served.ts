import type { RecordingLogger } from '@vernal/core/testing';
import type { RunningDaemon } from '@vernal/server-kit';
import request from 'supertest';

/** What a config server says of `/orders/default` and of its repository. */
interface Served {
  readonly status: number;
  /** The commit that is served. */
  readonly version?: string;
  /** What health says is wrong with the repository. */
  readonly problem?: string;
}

/** Asks a server that shows the details of its health. */
export async function servedBy(daemon: RunningDaemon): Promise<Served> {
  const { status, body } = await request(daemon.listener).get('/orders/default');
  const health = await request(daemon.listener).get('/actuator/health');
  const { problem } = health.body.components.configRepository.details;
  return {
    status,
    ...(status === 200 ? { version: body.version } : {}),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** All that a server has let out of itself: its log, its health and its metrics. */
export async function saidBy(daemon: RunningDaemon, logger: RecordingLogger): Promise<string> {
  const pages = ['/actuator/health', '/actuator/prometheus', '/orders/default'];
  const answers = pages.map(async (page) => (await request(daemon.listener).get(page)).text);
  return [JSON.stringify(logger.lines), ...(await Promise.all(answers))].join('\n');
}
