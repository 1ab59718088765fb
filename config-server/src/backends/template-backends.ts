import { choosesHost, fillUriTemplate } from '../domain/uri-template.ts';
import type { Backend, BackendKey, BackendSource } from './backend.ts';

/** What repositories by placeholder are made with. */
export interface TemplateRules {
  /** An address with `{application}`, `{profile}` or `{label}`. */
  readonly template: string;
  readonly defaultLabel: string;
  /** How many are open at once. */
  readonly limit: number;
  /** Makes the backend of an address; it is started when it is first used. */
  readonly open: (uri: string) => Backend;
  /** Takes leave of one that was used longest ago. */
  readonly close: (backend: Backend) => void;
  /** For keys without an address. */
  readonly absent: Backend;
}

/** One repository per address that queries lead to (config-protocol 4.1), opened when it is first asked for. */
export class TemplateBackends implements BackendSource {
  readonly #rules: TemplateRules;
  readonly #open = new Map<string, Backend>();

  constructor(rules: TemplateRules) {
    this.#rules = rules;
  }

  of(key: BackendKey): Backend {
    const { template, defaultLabel, absent } = this.#rules;
    if (choosesHost(template)) return absent;
    const uri = fillUriTemplate(template, { ...key, label: key.label ?? defaultLabel });
    return uri === undefined ? absent : this.#at(uri);
  }

  all(): readonly Backend[] {
    return [...this.#open.values()];
  }

  #at(uri: string): Backend {
    const backend = this.#open.get(uri) ?? this.#rules.open(uri);
    this.#open.delete(uri);
    this.#open.set(uri, backend);
    if (this.#open.size > this.#rules.limit) this.#closeOne();
    return backend;
  }

  /** Names of callers that lead nowhere go first. */
  #closeOne(): void {
    const others = [...this.#open].slice(0, -1);
    const isUnread = ([, backend]: readonly [string, Backend]) =>
      !backend.repository.status.available;
    const [uri, backend] = others.find(isUnread) ?? others[0] ?? [];
    if (uri === undefined || backend === undefined) return;
    this.#open.delete(uri);
    this.#rules.close(backend);
  }
}
