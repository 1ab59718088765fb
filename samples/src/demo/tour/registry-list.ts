import { createEurekaExchange } from '@vernal/client/eureka';
import type { Demo } from '../open-demo.ts';
import { SERVICES } from './sample-answers.ts';

/** Ids of the instances that the registry lists as up, sorted; none while it is away. */
async function listedInstances(demo: Demo): Promise<string[]> {
  const urls = [`http://127.0.0.1:${demo.ports['registry.port']}/eureka`];
  const exchange = createEurekaExchange({ urls });
  try {
    const outcome = await exchange.fetchAll();
    if (outcome.kind !== 'ok') return [];
    return outcome.value.applications
      .flatMap((application) => application.instances)
      .filter((instance) => instance.status === 'UP')
      .map((instance) => instance.instanceId)
      .sort();
  } finally {
    exchange.close();
  }
}

/** True when every service that runs is listed; a dead instance may be listed besides until its lease ends. */
export async function allListed(demo: Demo, ids: readonly string[]): Promise<boolean> {
  const listed = await listedInstances(demo);
  return ids.length === SERVICES.length && ids.every((id) => listed.includes(id));
}
