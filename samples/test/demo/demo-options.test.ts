import assert from 'node:assert/strict';
import path from 'node:path';
import { DEFAULT_PORTS, type DemoCommand, readDemoCommand } from '../../src/demo/demo-options.ts';

describe('the command line of npm start', () => {
  it('runs the demo on the well-known ports when nothing is said', () => {
    const dataDir = path.resolve('.vernal/demo');
    assert.deepEqual(readDemoCommand([]), { kind: 'run', dataDir, ports: DEFAULT_PORTS });
  });

  it('takes other ports and another folder', () => {
    const command = readDemoCommand(['--registry.port=9761', '--data-dir', 'elsewhere']);
    assert.deepEqual(command, {
      kind: 'run',
      dataDir: path.resolve('elsewhere'),
      ports: { ...DEFAULT_PORTS, 'registry.port': 9761 },
    });
  });

  it('starts one process again', () => {
    const command = readDemoCommand(['--restart', 'bus']);
    assert.equal(command.kind, 'restart');
  });

  it('performs the tour with as many pushes as asked for', () => {
    assert.deepEqual(readDemoCommand(['--tour', '--pushes', '3']), { kind: 'tour', pushes: 3 });
  });

  it('reports all problems together', () => {
    const command = readDemoCommand(['--bus.port=http', '--pushes=0', '--restart=database']);
    assert.match(
      problemsOf(command),
      /bus\.port=http.*pushes=0.*restart=database: must be one of registry/s,
    );
  });

  it('refuses an option that it does not know', () => {
    const command = readDemoCommand(['--regsitry.port=1']);
    assert.match(problemsOf(command), /regsitry\.port/);
  });
});

function problemsOf(command: DemoCommand): string {
  return command.kind === 'wrong' ? command.problems.join('\n') : '';
}
