import { askToRestart } from './control.ts';
import { DemoFailure } from './demo-failure.ts';
import { demoFolder } from './demo-folder.ts';
import { type DemoCommand, PROCESS_NAMES, readDemoCommand } from './demo-options.ts';
import { runDemo } from './run-demo.ts';
import { runTour } from './tour/run-tour.ts';

const USAGE = `npm start                          run the servers and the sample services
npm start -- --tour                perform the tour on fresh data and free ports; ends 0 or 1
npm start -- --restart NAME        start a process again: ${PROCESS_NAMES.join(', ')}

Options: --registry.port --config.port --bus.port --bus.http-port --storefront.port  (0: any free port)
         --data-dir (.vernal/demo)   --pushes (20, of the tour)`;

async function perform(command: DemoCommand): Promise<number> {
  switch (command.kind) {
    case 'run':
      await runDemo(command.dataDir, command.ports);
      return 0;
    case 'restart':
      console.log(await askToRestart(demoFolder(command.dataDir).controlFile, command.name));
      return 0;
    case 'tour':
      return (await runTour(command.pushes)) ? 0 : 1;
    case 'help':
      console.log(USAGE);
      return 0;
    case 'wrong':
      console.error([...command.problems, '', USAGE].join('\n'));
      return 2;
  }
}

// A terminal that is closed takes its output away; what still runs must be stopped all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

try {
  process.exit(await perform(readDemoCommand(process.argv.slice(2))));
} catch (error) {
  if (!(error instanceof DemoFailure)) throw error;
  console.error(error.lines.join('\n'));
  process.exit(1);
}
