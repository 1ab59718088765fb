import { readFileSync } from 'node:fs';

const ticksPerSecond = 100;

function readStatus(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Processor time that a process has used, in seconds; NaN where the system does not tell (no `/proc`). */
export function cpuSeconds(pid: number): number {
  const stat = readStatus(pid, 'stat');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Resident memory of a process (VmRSS), in megabytes of 1,000,000 bytes; NaN where unknown. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readStatus(pid, 'status'))?.[1];
  return (Number(kilobytes ?? Number.NaN) * 1024) / 1e6;
}
