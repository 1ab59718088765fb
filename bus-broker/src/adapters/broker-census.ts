import type { Aedes, Client } from 'aedes';

/** Counts what goes on in an aedes, from its events. */
export class BrokerCensus {
  readonly #subscriptions = new Map<Client, Set<string>>();
  readonly #retained = new Set<string>();
  published = 0;
  refused = 0;

  constructor(broker: Aedes) {
    broker.on('client', (client) => this.#subscriptions.set(client, new Set()));
    broker.on('clientDisconnect', (client) => this.#subscriptions.delete(client));
    broker.on('subscribe', (subscriptions, client) => {
      for (const { topic } of subscriptions) this.#subscriptions.get(client)?.add(topic);
    });
    broker.on('unsubscribe', (topics, client) => {
      for (const topic of topics) this.#subscriptions.get(client)?.delete(topic);
    });
    broker.on('publish', ({ topic, payload, retain }, client) => {
      if (client !== null) this.published += 1;
      if (!retain) return;
      if (payload.length === 0) this.#retained.delete(topic);
      else this.#retained.add(topic);
    });
  }

  get clients(): number {
    return this.#subscriptions.size;
  }

  get subscriptions(): number {
    return [...this.#subscriptions.values()].reduce((sum, topics) => sum + topics.size, 0);
  }

  get retained(): number {
    return this.#retained.size;
  }
}
