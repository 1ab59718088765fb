import path from 'node:path';
import type { DemoFolder } from './demo-folder.ts';
import { DEFAULT_DATA_DIR, type Ports, type ProcessName } from './demo-options.ts';
import type { Fleet } from './fleet.ts';

/** What the printed tour is about. */
export interface GuideSubject {
  readonly folder: DemoFolder;
  readonly ports: Ports;
  readonly fleet: Fleet;
}

/** The words of the command that starts a process of this demo again. */
export function restartCommand(folder: DemoFolder, name: ProcessName): readonly string[] {
  const isDefault = folder.root === path.resolve(DEFAULT_DATA_DIR);
  const where = isDefault ? [] : [`--data-dir=${shown(folder.root)}`];
  return ['npm', 'start', '--', '--restart', name, ...where];
}

/** A command as one would type it. */
export function asTyped(words: readonly string[]): string {
  return words.map((word) => (/^[\w./:=-]+$/.test(word) ? word : `'${word}'`)).join(' ');
}

/** The addresses, and the commands that show each promise; to be copied into a second terminal. */
export function renderGuide(subject: GuideSubject): string {
  return [...renderAddresses(subject), ...renderTour(subject)].join('\n');
}

function renderAddresses({ folder, ports }: GuideSubject): string[] {
  return [
    '',
    `  storefront      http://localhost:${ports['storefront.port']}  (open it in a browser)`,
    `  registry        http://localhost:${ports['registry.port']}/eureka/apps`,
    `  config server   http://localhost:${ports['config.port']}/catalog/default`,
    `  bus             mqtt://localhost:${ports['bus.port']}, health http://localhost:${ports['bus.http-port']}/actuator/health`,
    `  configuration   ${shown(folder.clone)}  (a clone: edit, commit, push)`,
    `  logs            ${shown(folder.logs)}`,
  ];
}

function renderTour({ folder, ports, fleet }: GuideSubject): string[] {
  const clone = asTyped([shown(folder.clone)]);
  const storefront = `http://localhost:${ports['storefront.port']}`;
  const kill = (name: ProcessName) => [
    `kill -9 ${fleet.get(name).pid}`,
    asTyped(restartCommand(folder, name)),
  ];
  const push = (file: string, change: string, message: string) => [
    `sed -i.bak '${change}' ${clone}/${file}`,
    `git -C ${clone} commit -qam '${message}' && git -C ${clone} push -q`,
  ];
  const inForce = `sleep 1; curl -s ${storefront}/api/fleet | grep -E 'instance|commit|refreshes|motto|discount|signature'`;
  const calls = `for i in 1 2 3 4 5 6; do curl -s ${storefront}/api/products | grep servedBy; done`;

  return [
    '',
    'The tour. Open a second terminal in this folder and try:',
    ...step('List the instances that are registered.', [
      `npx --no-install vernal services --registry http://localhost:${ports['registry.port']}/eureka`,
    ]),
    ...step('The storefront calls catalog by name; the two instances take turns.', [calls]),
    ...step(
      'Change a setting by git push. Within a second every instance has it, and the page shows it by itself.',
      [
        ...push('application.yml', 's/motto: .*/motto: Changed by a push/', 'Change the motto'),
        inForce,
      ],
    ),
    ...step(
      'Change what only the catalog reads: the refreshes of the storefront stay as they are.',
      [...push('catalog.yml', 's/discount: .*/discount: 25/', 'Winter sale'), inForce],
    ),
    ...step(
      'One value is stored encrypted and arrives decrypted; the services show only a signature made with it.',
      [
        `grep key ${clone}/catalog.yml`,
        `npx --no-install vernal config get catalog --server http://localhost:${ports['config.port']}`,
      ],
    ),
    ...step(
      'Push a file with a mistake: it is held back, and the header says why. Then take it back.',
      [
        `echo '  broken: [' >> ${clone}/catalog.yml`,
        `git -C ${clone} commit -qam 'A mistake' && git -C ${clone} push -q`,
        `sleep 1; curl -sI http://localhost:${ports['config.port']}/catalog/default | grep -i x-vernal-problem`,
        `git -C ${clone} revert --no-edit HEAD && git -C ${clone} push -q`,
      ],
    ),
    ...step('Kill one catalog; the calls go on without a failure. Then start it again.', [
      kill('catalog-1')[0] ?? '',
      calls,
      asTyped(restartCommand(folder, 'catalog-1')),
    ]),
    ...step(
      'Kill a server and start it again; within 5 s everything is back. The same works for each.',
      [...kill('registry'), ...kill('config'), ...kill('bus'), inForce],
    ),
    '',
    'npm start -- --tour does all this by itself. Ctrl-C here stops everything.',
    '',
  ].map(numberSteps());
}

const STEP = '#';

function step(title: string, commands: readonly string[]): string[] {
  return ['', `${STEP} ${title}`, ...commands.map((command) => `     ${command}`)];
}

function numberSteps(): (line: string) => string {
  let number = 0;
  return (line) => {
    if (!line.startsWith(STEP)) return line;
    number += 1;
    return `  ${number}${line.slice(STEP.length)}`;
  };
}

/** Relative to the working folder when it lies below it, as one would type it. */
function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}
