import type { InstanceInfo } from '@vernal/protocol/eureka';
import { hostInUrl } from '../endpoint/host-in-url.ts';

/** An instance as a caller needs it. Immutable; the same object as long as nothing of it changed. */
export interface Instance {
  /** Application name in lower case. */
  readonly service: string;
  readonly instanceId: string;
  readonly host: string;
  readonly port: number;
  /** Callers use https. */
  readonly secure: boolean;
  /** Scheme, host and port, without a trailing slash. */
  readonly url: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The secure port, if there is one, wins (client-sdk 2.4). */
export function toInstance(info: InstanceInfo): Instance {
  const secure = info.securePort.enabled;
  const port = secure ? info.securePort.number : info.port.number;
  return {
    service: info.app.toLowerCase(),
    instanceId: info.instanceId,
    host: info.hostName,
    port,
    secure,
    url: `${secure ? 'https' : 'http'}://${hostInUrl(info.hostName)}:${port}`,
    metadata: info.metadata,
  };
}
