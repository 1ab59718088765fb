import path from 'node:path';
import type { DemoFolder } from './demo-folder.ts';
import { DEFAULT_DATA_DIR, type Ports, type ProcessName } from './demo-options.ts';
import type { Fleet } from './fleet.ts';
import { hostedRepositoryUrl } from './process-plan.ts';

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
    `  configuration   ${shown(folder.clone)}  (a clone of ${hostedRepositoryUrl(ports)}: edit, commit, push)`,
    `  logs            ${shown(folder.logs)}`,
  ];
}

function renderTour(subject: GuideSubject): string[] {
  const steps = [...configSteps(subject), ...failureSteps(subject)];
  return [
    '',
    'The tour. Open a second terminal in this folder and try:',
    ...steps.flatMap(({ title, commands }, index) => [
      '',
      `  ${index + 1} ${title}`,
      ...commands.map((command) => `     ${command}`),
    ]),
    '',
    'npm start -- --tour does all this by itself. Ctrl-C here stops everything.',
    '',
  ];
}

/** One promise, and the commands that show it. */
interface GuideStep {
  readonly title: string;
  readonly commands: readonly string[];
}

function configSteps({ folder, ports }: GuideSubject): GuideStep[] {
  const clone = asTyped([shown(folder.clone)]);
  const configUrl = `http://localhost:${ports['config.port']}`;
  const push = `git -C ${clone} push -q`;
  const edit = (file: string, change: string, message: string) => [
    `sed -i.bak '${change}' ${clone}/${file}`,
    `git -C ${clone} commit -qam '${message}' && ${push}`,
    showInForce(ports),
  ];
  return [
    {
      title: 'List the instances that are registered.',
      commands: [
        `npx --no-install vernal services --registry http://localhost:${ports['registry.port']}/eureka`,
      ],
    },
    {
      title: 'The storefront calls catalog by name; the two instances take turns.',
      commands: [showCalls(ports)],
    },
    {
      title:
        'Change a setting by git push. Every instance has it within a second; the page follows.',
      commands: edit(
        'application.yml',
        's/motto: .*/motto: Changed by a push/',
        'Change the motto',
      ),
    },
    {
      title:
        'Change what only the catalog reads: the refreshes of the storefront stay as they are.',
      commands: edit('catalog.yml', 's/discount: .*/discount: 25/', 'Winter sale'),
    },
    {
      title:
        'A value that is stored encrypted arrives decrypted; services show only its signature.',
      commands: [
        `grep key ${clone}/catalog.yml`,
        `npx --no-install vernal config get catalog --server ${configUrl}`,
      ],
    },
    {
      title: 'Push a mistake: git push says file, line and reason, and nothing is accepted.',
      commands: [
        `echo '  broken: [' >> ${clone}/catalog.yml`,
        `git -C ${clone} commit -qam 'A mistake'; ${push}`,
      ],
    },
    {
      title:
        'Bring it in past that check: it is held back, and the header says why. Then take it back.',
      commands: [
        `${push} ${asTyped([folder.bareRepository])} main`,
        `sleep 1; curl -sI ${configUrl}/catalog/default | grep -i x-vernal-problem`,
        `git -C ${clone} revert --no-edit HEAD && ${push}`,
      ],
    },
  ];
}

function failureSteps({ folder, ports, fleet }: GuideSubject): GuideStep[] {
  const kill = (name: ProcessName) => `kill -9 ${fleet.get(name).pid}`;
  const restart = (name: ProcessName) => asTyped(restartCommand(folder, name));
  const servers = ['registry', 'config', 'bus'] as const;
  return [
    {
      title: 'Kill one catalog; the calls go on without a failure. Then start it again.',
      commands: [kill('catalog-1'), showCalls(ports), restart('catalog-1')],
    },
    {
      title: 'Kill a server and start it again; within 5 s everything is back. So with each.',
      commands: [...servers.flatMap((name) => [kill(name), restart(name)]), showInForce(ports)],
    },
  ];
}

function showCalls(ports: Ports): string {
  const url = `http://localhost:${ports['storefront.port']}/api/products`;
  return `for i in 1 2 3 4 5 6; do curl -s ${url} | grep servedBy; done`;
}

function showInForce(ports: Ports): string {
  const url = `http://localhost:${ports['storefront.port']}/api/fleet`;
  return `sleep 1; curl -s ${url} | grep -E 'instance|commit|refreshes|motto|discount|signature'`;
}

/** Relative to the working folder when it lies below it, as one would type it. */
function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}
