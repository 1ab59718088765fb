import { groupLives } from '../group-lives.ts';
import { expect, type TourStep } from './tour.ts';

export const nothingLeft: TourStep = {
  title: 'Everything stops in order and leaves no process behind',
  async perform({ demo }) {
    const pids = demo.fleet.processes.flatMap(({ pid }) => pid ?? []);
    await demo.stop();
    const left = pids.filter(groupLives);
    expect(left.length === 0, `processes ${left.join(', ')} are left`);
    return `${pids.length} processes ended, none is left`;
  },
};
