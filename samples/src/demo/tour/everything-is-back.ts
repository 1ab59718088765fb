import type { Demo } from '../open-demo.ts';
import { allListed } from './registry-list.ts';
import { settingsOfAll } from './sample-answers.ts';

/** True when every service runs this commit and is listed. */
export async function everythingIsBack(demo: Demo, commit: string): Promise<boolean> {
  const answers = await settingsOfAll(demo);
  const inForce = answers.every((answer) => answer.commit === commit);
  const ids = answers.map(({ instance }) => instance);
  return inForce && (await allListed(demo, ids));
}
