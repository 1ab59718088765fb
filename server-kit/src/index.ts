export type { Health, HealthReport, HealthStatus } from '@vernal/protocol/actuator';
export type { HealthIndicator } from './actuator/health.ts';
export { createProcessMetrics } from './actuator/process-metrics.ts';
export type { Audit, AuditEntry } from './audit/audit.ts';
export { expandOwnProfiles } from './configuration/own-profiles.ts';
export { readLayers, type Surroundings } from './configuration/read-layers.ts';
export type { DaemonDefinition, DaemonHost, DaemonParts } from './daemon/daemon.ts';
export { type DaemonOptions, daemonOptions } from './daemon/daemon-options.ts';
export { createDataFolderLock, type DataFolderLockOptions } from './daemon/data-folder-lock.ts';
export { runDaemon } from './daemon/run-daemon.ts';
export { type DaemonOverrides, type RunningDaemon, startDaemon } from './daemon/start-daemon.ts';
export type { AccessRule } from './http/access-rule.ts';
export type { AdmissionRule, TurnedAway } from './http/admission-rule.ts';
export type { HotPath } from './http/hot-path.ts';
export { HttpProblem } from './http/http-problem.ts';
export { describeListenProblem, type WantedPort } from './http/listen-problem.ts';
export { methodNotAllowed } from './http/method-not-allowed.ts';
export { bodyText, type TextBodyOptions, textBody } from './http/text-body.ts';
export { type OwnMachine, ownInstance, ownNames } from './registration/own-instance.ts';
export {
  type OwnInstanceOptions,
  ownInstanceOptions,
} from './registration/own-instance-options.ts';
export { maySpeakFor } from './security/applications.ts';
export type { Authenticator } from './security/authenticator.ts';
export type { Credentials } from './security/basic-credentials.ts';
export { anyone, type Principal, principalOf } from './security/principal.ts';
export { mayRead, type ReadPlace } from './security/read-rules.ts';
export { hasAnyRole, hasRole } from './security/rights.ts';
export { findRole, type Role } from './security/roles.ts';
