import type { GoldenServer, ServerOptions, StartServer } from '../server.ts';
import { readBetterAnswers, withBetterAnswers } from './better-answers.ts';
import { startBusRecorder } from './bus-recorder.ts';
import type { ConfigScenario, Group } from './group.ts';
import { playConfigScenario } from './play.ts';
import { springBehaviour } from './spring-behaviour.ts';
import { openWorkshop } from './workshop.ts';

/** A group whose repositories are built and whose server was started, or refused to. */
export interface OpenGroup {
  /** Plays one of its scenarios and returns what differed from the recording. */
  play(scenario: ConfigScenario): Promise<string[]>;
  close(): Promise<void>;
}

type Start =
  | { readonly server: GoldenServer }
  | { readonly server: undefined; readonly refusal: unknown };

/** Builds the repositories of a group and starts its server. */
export async function openGroup(
  group: Group,
  recordings: string,
  startServer: StartServer,
): Promise<OpenGroup> {
  const workshop = await openWorkshop(group, recordings);
  const better = readBetterAnswers().filter((answer) => answer.group === group.name);
  const options = workshop.localize(JSON.stringify(group.server.options));
  const bus = publishesEvents(group) ? await startBusRecorder(workshop.folder) : undefined;
  const start: Start = await startServer(workshop.folder, {
    ...springBehaviour(group),
    ...(bus === undefined ? {} : { 'vernal.bus.url': bus.url, 'vernal.config.monitor': 'java' }),
    ...(JSON.parse(options) as ServerOptions),
  }).then(
    (server) => ({ server }),
    (refusal: unknown) => ({ server: undefined, refusal }),
  );
  return {
    async play(scenario) {
      if (group.server.startFails === true) {
        return start.server === undefined ? [] : ['the server should have refused to start'];
      }
      if (start.server === undefined) return [`the server did not start: ${start.refusal}`];
      await bus?.untilServerConnected();
      const host = { url: start.server.url, workshop, ...(bus === undefined ? {} : { bus }) };
      return playConfigScenario(withBetterAnswers(scenario, better), host);
    },
    async close() {
      await start.server?.stop();
      await bus?.stop();
      await workshop.close();
    },
  };
}

function publishesEvents({ scenarios }: Group): boolean {
  const steps = scenarios.flatMap((scenario) => scenario.steps);
  return steps.some((step) => 'request' in step && step.response.busEvents !== undefined);
}
