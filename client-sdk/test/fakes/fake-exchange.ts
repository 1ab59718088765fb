import type { Applications } from '@vernal/protocol/eureka';
import type {
  EurekaExchange,
  FetchOutcome,
  LeaseOutcome,
  RegisterOutcome,
} from '../../src/eureka/index.ts';

const OK = { kind: 'ok', value: undefined } as const;

/** A registry that is away. */
export const AWAY = { kind: 'unavailable', problem: 'connection refused' } as const;

/** An exchange whose outcomes a test decides and whose calls it can read. */
export class FakeExchange implements EurekaExchange {
  readonly calls: string[] = [];
  onRegister: () => RegisterOutcome | Promise<RegisterOutcome> = () => OK;
  onRenew: () => LeaseOutcome | Promise<LeaseOutcome> = () => OK;
  onFetchAll: () => FetchOutcome<Applications> = () => AWAY;
  onFetchDelta: () => FetchOutcome<Applications> = () => AWAY;

  async register(...[instance]: Parameters<EurekaExchange['register']>): Promise<RegisterOutcome> {
    this.calls.push(`register ${instance.status} ${instance.port.number}`);
    return this.onRegister();
  }

  async renew(): Promise<LeaseOutcome> {
    this.calls.push('renew');
    return this.onRenew();
  }

  async cancel(): Promise<LeaseOutcome> {
    this.calls.push('cancel');
    return OK;
  }

  async fetchAll(): Promise<FetchOutcome<Applications>> {
    this.calls.push('fetchAll');
    return this.onFetchAll();
  }

  async fetchDelta(): Promise<FetchOutcome<Applications>> {
    this.calls.push('fetchDelta');
    return this.onFetchDelta();
  }

  fetchApplication(): ReturnType<EurekaExchange['fetchApplication']> {
    return Promise.resolve({ kind: 'absent' });
  }

  close(): void {
    this.calls.push('close');
  }
}
