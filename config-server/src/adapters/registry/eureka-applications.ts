import type { EurekaExchange } from '@vernal/client/eureka';
import type { InstanceInfo } from '@vernal/protocol/eureka';
import type { RegisteredApplications } from '../../ports/registered-applications.ts';

/** The applications of a Eureka registry, asked for when somebody wants to know: after a push. */
export class EurekaApplications implements RegisteredApplications {
  readonly #exchange: Pick<EurekaExchange, 'fetchAll'>;
  #names: readonly string[] = [];

  constructor(exchange: Pick<EurekaExchange, 'fetchAll'>) {
    this.#exchange = exchange;
  }

  async names(): Promise<readonly string[]> {
    const outcome = await this.#exchange.fetchAll();
    if (outcome.kind === 'ok') {
      const instances = outcome.value.applications.flatMap(({ instances }) => instances);
      this.#names = [...new Set(instances.flatMap(namesOf))];
    }
    return this.#names;
  }
}

/** Registries shout names of applications; the VIP address is as the service itself writes its name. */
function namesOf({ app, vipAddress }: InstanceInfo): readonly string[] {
  const names = (vipAddress ?? '').split(',').map((name) => name.trim());
  const own = names.find((name) => name.toUpperCase() === app.toUpperCase());
  return [own ?? app.toLowerCase()];
}
