import { type FileReport, isConfigFile, type ValueFinding } from '../domain/checks/check-file.ts';
import type { Finding } from '../domain/checks/finding.ts';
import { comparableName, missingNames, type NeededName } from '../domain/checks/needed-names.ts';
import type { PushDeadline, PushedObjects } from '../ports/push-check.ts';
import type { FileReports, NamedObject } from './file-reports.ts';

/** Path to object id. */
type Files = ReadonlyMap<string, string>;

/** What a push makes of the files of a label. */
export interface PushedChange {
  /** Empty for the first label of a repository. */
  readonly before: Files;
  readonly after: Files;
  readonly objects: PushedObjects;
}

/** What the files of a push are looked at with. */
export interface ChangeRules {
  readonly reports: FileReports;
  readonly deadline: PushDeadline;
}

/** No property of a file is named like that: only the environment has it. */
const ENVIRONMENT_NAME = /^[A-Z][A-Z0-9_]*$/;

/** Looks at the files that a push adds or changes, at what was wrong in them before with patience. */
export async function checkChangedFiles(
  change: PushedChange,
  { reports, deadline }: ChangeRules,
): Promise<Finding[]> {
  const { before, after, objects } = change;
  const findings: Finding[] = [];
  const needed: NeededName[] = [];
  const changed = configFiles(after, (path, objectId) => before.get(path) !== objectId);
  for await (const [{ path }, report] of reports.of(changed, objects)) {
    if (deadline.passed) return findings;
    const former = await formerReport(path, change, reports);
    findings.push(...report.broken, ...report.values.map((found) => judge(found, former)));
    needed.push(...report.needed.filter((one) => !isNeededAlready(one, former)));
  }
  const missing = await namesWithoutValue(needed, change, { reports, deadline });
  return [...findings, ...missingNames(needed, (name) => !missing.has(name))];
}

function configFiles(
  files: Files,
  isWanted: (path: string, objectId: string) => boolean,
): NamedObject[] {
  return [...files]
    .filter(([path, objectId]) => isConfigFile(path) && isWanted(path, objectId))
    .map(([path, objectId]) => ({ path, objectId }));
}

async function formerReport(
  path: string,
  { before, objects }: PushedChange,
  reports: FileReports,
): Promise<FileReport | undefined> {
  const objectId = before.get(path);
  if (objectId === undefined) return undefined;
  for await (const [, report] of reports.of([{ path, objectId }], objects)) return report;
  return undefined;
}

/** The same value was there before: nobody is kept from pushing because of it. */
function judge({ key, value, ...finding }: ValueFinding, former: FileReport | undefined): Finding {
  const isOld = former?.values.some((one) => one.key === key && one.value === value) === true;
  if (!isOld) return finding;
  return { ...finding, severity: 'note', problem: `${finding.problem}, as before` };
}

function isNeededAlready({ key, name }: NeededName, former: FileReport | undefined): boolean {
  return former?.needed.some((one) => one.key === key && one.name === name) === true;
}

/** Those of the needed names, in comparable form, that no file of the commit has; looks no further than it must. */
async function namesWithoutValue(
  needed: readonly NeededName[],
  { after, objects }: PushedChange,
  { reports, deadline }: ChangeRules,
): Promise<ReadonlySet<string>> {
  const named = (names: readonly NeededName[]) => names.map(({ name }) => comparableName(name));
  const missing = new Set(named(needed.filter(({ name }) => !ENVIRONMENT_NAME.test(name))));
  const unknowable = named(needed.filter(({ name }) => ENVIRONMENT_NAME.test(name)));
  if (missing.size > 0) {
    const all = configFiles(after, () => true);
    for await (const [, report] of reports.of(all, objects)) {
      for (const name of report.names) missing.delete(name);
      if (missing.size === 0 || deadline.passed) break;
    }
  }
  return new Set([...missing, ...unknowable]);
}
