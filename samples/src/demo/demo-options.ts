import path from 'node:path';
import { parseArgs } from 'node:util';

/** The processes of the demo, in the order in which they start. */
export const PROCESS_NAMES = [
  'registry',
  'bus',
  'config',
  'catalog-1',
  'catalog-2',
  'storefront',
] as const;
export type ProcessName = (typeof PROCESS_NAMES)[number];

/** A port that the user can choose, named as its option. */
export type PortName =
  | 'registry.port'
  | 'config.port'
  | 'bus.port'
  | 'bus.http-port'
  | 'storefront.port';
export type Ports = Readonly<Record<PortName, number>>;

/** What `npm start` uses when nothing else is said. */
export const DEFAULT_PORTS: Ports = {
  'registry.port': 8761,
  'config.port': 8888,
  'bus.port': 1883,
  'bus.http-port': 8890,
  'storefront.port': 8081,
};

/** What the command line asks for. */
export type DemoCommand =
  | { readonly kind: 'run'; readonly dataDir: string; readonly ports: Ports }
  | { readonly kind: 'restart'; readonly dataDir: string; readonly name: ProcessName }
  | { readonly kind: 'tour'; readonly pushes: number }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

/** Where the demo is kept, relative to the project folder. */
export const DEFAULT_DATA_DIR = '.vernal/demo';
const DEFAULT_PUSHES = 20;

/** Every port that can be chosen. */
export const PORT_NAMES: readonly PortName[] = Object.keys(DEFAULT_PORTS).filter(isPortName);

/** Reads the command line of `npm start --`. All problems are reported together. */
export function readDemoCommand(args: readonly string[]): DemoCommand {
  const options = Object.fromEntries(
    [...PORT_NAMES, 'data-dir', 'restart', 'pushes'].map((name) => [
      name,
      { type: 'string' as const },
    ]),
  );
  const flags = { tour: { type: 'boolean' as const }, help: { type: 'boolean' as const } };
  try {
    const { values } = parseArgs({ args: [...args], options: { ...options, ...flags } });
    return commandOf(values);
  } catch (error) {
    return { kind: 'wrong', problems: [error instanceof Error ? error.message : String(error)] };
  }
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function commandOf(values: Values): DemoCommand {
  if (values['help'] === true) return { kind: 'help' };
  const problems: string[] = [];
  const ports = Object.fromEntries(
    PORT_NAMES.map((name) => [name, number(values, name, { from: 0, to: 65_535 }, problems)]),
  );
  const pushes = number(values, 'pushes', { from: 1, to: 1_000 }, problems);
  const name = values['restart'];
  if (name !== undefined && !isProcessName(name)) {
    problems.push(`--restart=${name}: must be one of ${PROCESS_NAMES.join(', ')}`);
  }
  if (problems.length > 0) return { kind: 'wrong', problems };

  const dataDir = path.resolve(String(values['data-dir'] ?? DEFAULT_DATA_DIR));
  if (isProcessName(name)) return { kind: 'restart', dataDir, name };
  if (values['tour'] === true) return { kind: 'tour', pushes: pushes ?? DEFAULT_PUSHES };
  return { kind: 'run', dataDir, ports: withDefaults(ports) };
}

function number(
  values: Values,
  name: string,
  range: { readonly from: number; readonly to: number },
  problems: string[],
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isInteger(value) && value >= range.from && value <= range.to) return value;
  problems.push(`--${name}=${text}: must be a whole number from ${range.from} to ${range.to}`);
  return undefined;
}

function withDefaults(ports: Readonly<Record<string, number | undefined>>): Ports {
  return {
    'registry.port': ports['registry.port'] ?? DEFAULT_PORTS['registry.port'],
    'config.port': ports['config.port'] ?? DEFAULT_PORTS['config.port'],
    'bus.port': ports['bus.port'] ?? DEFAULT_PORTS['bus.port'],
    'bus.http-port': ports['bus.http-port'] ?? DEFAULT_PORTS['bus.http-port'],
    'storefront.port': ports['storefront.port'] ?? DEFAULT_PORTS['storefront.port'],
  };
}

function isPortName(name: string): name is PortName {
  return Object.hasOwn(DEFAULT_PORTS, name);
}

function isProcessName(name: unknown): name is ProcessName {
  return PROCESS_NAMES.some((known) => known === name);
}
