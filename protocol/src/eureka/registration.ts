import { fail, type Outcome, succeed } from '@vernal/core';
import type { DecodeProblem } from '../decoded.ts';
import { type InstanceDraft, instanceIdOf, withDefaults } from './instance-draft.ts';
import type { InstanceInfo } from './instance-info.ts';

/** Where and when an instance registers. */
export interface RegistrationContext {
  /** Application in the path of the request, in any case. */
  readonly app: string;
  /** Server time, epoch ms: stands in for timestamps that were not sent. */
  readonly nowMs: number;
}

type Check = (draft: InstanceDraft, app: string) => DecodeProblem | undefined;

/** In the order of eureka-protocol 1.3; `problem` is the exact text of the 400 answer. */
const CHECKS: readonly Check[] = [
  (draft) => missing(instanceIdOf(draft), 'instanceId', 'Missing instanceId'),
  (draft) => missing(draft.hostName, 'hostName', 'Missing hostname'),
  (draft) => missing(draft.ipAddr, 'ipAddr', 'Missing ip address'),
  (draft) => missing(draft.app, 'app', 'Missing appName'),
  mismatch,
  (draft) => missing(draft.dataCenter, 'dataCenterInfo', 'Missing dataCenterInfo'),
  (draft) => missing(draft.dataCenter?.name, 'dataCenterInfo.name', 'Missing dataCenterInfo Name'),
];

function missing(value: unknown, field: string, problem: string): DecodeProblem | undefined {
  return value === undefined || value === '' ? { path: `instance.${field}`, problem } : undefined;
}

function mismatch(draft: InstanceDraft, app: string): DecodeProblem | undefined {
  if (draft.app === app) return undefined;
  return {
    path: 'instance.app',
    problem: `Mismatched appName, expecting ${app} but was ${draft.app}`,
  };
}

/** Checks a registration and completes it, or gives the first problem (eureka-protocol 1.3, 1.4). */
export function completeRegistration(
  draft: InstanceDraft,
  context: RegistrationContext,
): Outcome<InstanceInfo, DecodeProblem> {
  const app = context.app.toUpperCase();
  for (const check of CHECKS) {
    const problem = check(draft, app);
    if (problem !== undefined) return fail(problem);
  }
  return succeed(withDefaults(draft, context.nowMs));
}
