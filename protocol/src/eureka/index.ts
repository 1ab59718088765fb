export type { Decoded, DecodeProblem } from '../decoded.ts';
export { decodeApplication, decodeApplications } from './decode-applications.ts';
export { decodeInstance, decodeRegistration } from './decode-instance.ts';
export { encodeApplication, encodeApplications } from './encode-applications.ts';
export { encodeBareInstance, encodeInstance } from './encode-instance.ts';
export { appsHashCode, hashCodeOfCounts } from './hash-code.ts';
export type { DataCenterDraft, InstanceDraft, OptionalTexts } from './instance-draft.ts';
export {
  type ActionType,
  type Application,
  type Applications,
  type DataCenter,
  INSTANCE_STATUSES,
  type InstanceInfo,
  type InstanceStatus,
  type LeaseInfo,
  type PortInfo,
} from './instance-info.ts';
export { compactJson, fullJson } from './json-format.ts';
export {
  type ApplicationsHead,
  type ListFormat,
  type ListFrame,
  type MediaType,
  writeApplication,
  writeApplications,
} from './list-format.ts';
export { completeRegistration, type RegistrationContext } from './registration.ts';
export {
  decodeReplicationList,
  encodeReplicationResults,
  type ReplicationAction,
  type ReplicationItem,
  type ReplicationResult,
} from './replication.ts';
export {
  decodeReplicationResults,
  encodeReplicationList,
  type ReplicationRequest,
} from './replication-request.ts';
export { encodeStatusInfo, encodeStatusInfoXml, type StatusInfo } from './status-info.ts';
