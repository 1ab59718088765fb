import type { Balancer } from '../balancer/balancer.ts';
import type { RetryOptions } from '../balancer/retry-budget.ts';
import { type LogicalUrl, parseLogicalUrl, urlOn } from './logical-url.ts';

type Fetch = typeof globalThis.fetch;
type Input = Parameters<Fetch>[0];
type Init = NonNullable<Parameters<Fetch>[1]>;

/** What a service calls others with. */
export interface Http {
  /**
   * Global `fetch`, which understands `http://SERVICE/path`: the host is replaced by that of an instance,
   * another one when it can't be reached. Every other URL is called as it is (client-sdk 76). GET and
   * HEAD, and requests with an `Idempotency-Key`, are tried again also when a connection broke off.
   */
  readonly fetch: Fetch;
}

/** How {@link createHttp} finds and calls instances. */
export interface HttpOptions {
  readonly balancer: Balancer;
  /** Whether there is a service of this name. */
  readonly isService: (name: string) => boolean;
  readonly retry?: RetryOptions;
  /** The global one by default. */
  readonly fetch?: Fetch;
}

/** A `fetch` that goes through the balancer. */
export function createHttp(options: HttpOptions): Http {
  const send: Fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));

  function onInstances(url: LogicalUrl, input: Input, init: Init): Promise<Response> {
    const signal = init.signal ?? (input instanceof Request ? input.signal : undefined);
    return options.balancer.execute(
      url.service,
      (instance) => send(retarget(input, urlOn(instance, url)), init),
      {
        idempotent: isIdempotent(input, init),
        ...(signal == null ? {} : { signal }),
        retry: isRepeatable(init) ? (options.retry ?? {}) : 'never',
      },
    );
  }

  return {
    fetch: (input, init = {}) => {
      const text = input instanceof Request ? input.url : String(input);
      const url = parseLogicalUrl(text, options.isService);
      return url === undefined ? send(input, init) : onInstances(url, input, init);
    },
  };
}

/** A copy, so that the body of a `Request` can go to another instance. */
function retarget(input: Input, url: string): Input {
  return input instanceof Request ? new Request(url, input.clone()) : url;
}

function isIdempotent(input: Input, init: Init): boolean {
  const request = input instanceof Request ? input : undefined;
  const method = (init.method ?? request?.method ?? 'GET').toUpperCase();
  const headers = new Headers(init.headers ?? request?.headers);
  return method === 'GET' || method === 'HEAD' || headers.has('idempotency-key');
}

/** A stream can be sent once only (client-sdk 25). */
function isRepeatable({ body }: Init): boolean {
  return typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body);
}
