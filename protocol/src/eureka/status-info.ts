import { INDENTED, renderXml, type XmlElement } from './xml/xml-element.ts';

/** How a registry is (eureka-protocol 1.8). */
export interface StatusInfo {
  readonly cpus: number;
  readonly totalMemoryBytes: number;
  readonly usedMemoryBytes: number;
  readonly uptimeMs: number;
  /** URLs of all peers, and which of them are known to run. */
  readonly registeredReplicas: readonly string[];
  readonly availableReplicas: readonly string[];
  readonly unavailableReplicas: readonly string[];
  /** Whether enough replicas are available; absent where nobody asks for a number. */
  readonly isHealthy?: boolean;
}

type Texts = Readonly<Record<string, string>>;

/** The answer to `GET status` in JSON, Java's `isHeathly` included. `instanceInfo` is left out: it is not about the registry's clients. */
export function encodeStatusInfo(info: StatusInfo): string {
  return JSON.stringify({ ...sectionsOf(info), isHeathly: info.isHealthy });
}

/** The same in XML, under the root that Java gives it (1.8). */
export function encodeStatusInfoXml(info: StatusInfo): string {
  const { isHealthy } = info;
  const content = Object.entries(sectionsOf(info)).map(sectionElement);
  if (isHealthy !== undefined) content.push({ name: 'isHeathly', content: String(isHealthy) });
  return renderXml({ name: 'com.netflix.eureka.util.StatusInfo', content }, INDENTED);
}

function sectionElement([name, texts]: [string, Texts]): XmlElement {
  const content = Object.entries(texts).map(([key, text]) => ({ name: key, content: text }));
  return { name, content };
}

function sectionsOf(info: StatusInfo): Readonly<Record<string, Texts>> {
  return {
    generalStats: {
      'num-of-cpus': String(info.cpus),
      'total-avail-memory': megabytes(info.totalMemoryBytes),
      'current-memory-usage': memoryUsage(info),
      'server-uptime': uptime(info.uptimeMs),
    },
    applicationStats: {
      'registered-replicas': info.registeredReplicas.join(', '),
      'available-replicas': info.availableReplicas.map((url) => `${url},`).join(''),
      'unavailable-replicas': info.unavailableReplicas.map((url) => `${url},`).join(''),
    },
  };
}

function memoryUsage({ usedMemoryBytes, totalMemoryBytes }: StatusInfo): string {
  const percent = Math.floor((usedMemoryBytes / totalMemoryBytes) * 100);
  return `${megabytes(usedMemoryBytes)} (${percent}%)`;
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1_048_576)}mb`;
}

/** `[N days ]HH:mm` (1.8). */
function uptime(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const days = Math.floor(minutes / 1_440);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const time = `${twoDigits(Math.floor(minutes / 60) % 24)}:${twoDigits(minutes % 60)}`;
  return days === 0 ? time : `${days} days ${time}`;
}
