import { runProgram } from './program.ts';

/** Everything that was piped in. */
async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** The listeners go with the first signal, so a second one ends the process as the system does by default. */
function stopRequested(): Promise<string> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
    // A parent may have ended while the servers started: no event tells of it any more.
    if (process.connected === false) resolve('the parent process is gone');
    process.once('disconnect', () => resolve('the parent process is gone'));
  });
}

void runProgram(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  problem: (text) => process.stderr.write(text),
  readInput,
  environment: process.env,
  workingFolder: process.cwd(),
  stopRequested,
  leave: (code) => {
    process.exitCode = code;
  },
});
