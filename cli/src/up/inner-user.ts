import { randomBytes } from 'node:crypto';
import { bindTable, type OptionLayer, type Settings, stackLayers } from '@vernal/core/options';
import { type DaemonOptions, daemonOptions } from '@vernal/server-kit';

/** Settings by which the broker of `vernal up` knows the servers of its own process. */
export interface InnerUser {
  readonly broker: Settings;
  readonly members: Settings;
}

const NAME = 'vernal-up';

/**
 * The user as which registry and config server join the broker where it asks for credentials. Those of the
 * options would not do: a password may be configured as a hash. Nothing is set where nobody needs credentials.
 */
export function createInnerUser(layers: readonly OptionLayer[]): InnerUser {
  const bound = bindTable<DaemonOptions>(daemonOptions(0), stackLayers(layers));
  const isOpen =
    bound.ok && bound.value.userPassword === undefined && bound.value.users.length === 0;
  // Wrong options are reported by the servers, all of them together.
  if (!bound.ok || isOpen) return { broker: {}, members: {} };

  const password = randomBytes(32).toString('hex');
  const configured = bound.value.users.map((user) => ({
    ...user,
    password: user.password?.reveal(),
  }));
  return {
    broker: { 'vernal.security.users': [...configured, { name: NAME, password }] },
    members: { 'vernal.bus.username': NAME, 'vernal.bus.password': password },
  };
}
