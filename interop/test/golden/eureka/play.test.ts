import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { playScenario } from '../../../src/golden/eureka/play.ts';
import { loadScenarios, type Scenario, type Step } from '../../../src/golden/eureka/scenario.ts';
import { goldenFolder } from '../../../src/golden/pending.ts';

type Change = (step: Step) => Partial<Step['response']>;

function answer(response: ServerResponse, step: Step, change: Change): void {
  const recorded = { ...step.response, ...change(step) };
  const bytes = Buffer.from(step.bodyRule === 'error' ? '' : recorded.body);
  const { 'content-type': type, ...others } = recorded.headers;
  const headers = step.bodyRule === 'error' || type === undefined ? others : recorded.headers;
  response.writeHead(recorded.status, headers);
  response.end(others['content-encoding'] === 'gzip' ? gzipSync(bytes) : bytes);
}

/** Serves the recording itself, changed as a test says. */
async function serveRecording(scenario: Scenario, change: Change): Promise<Server> {
  let next = 0;
  const server = createServer((request, response) => {
    request.resume();
    const step = scenario.steps[next++];
    if (step === undefined) {
      response.writeHead(200).end();
      return;
    }
    answer(response, step, change);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

const recordings = loadScenarios(goldenFolder('eureka'));

/** Relations hold only on a server whose time goes on. */
function isComparable(scenario: Scenario): boolean {
  return scenario.steps.every((step) => step.relations === undefined);
}

async function replay(name: string, change: Change = () => ({})): Promise<string[]> {
  const scenario = recordings.find((one) => one.name === name);
  assert.ok(scenario);
  const server = await serveRecording(scenario, change);
  const { port } = server.address() as AddressInfo;
  try {
    const url = `http://127.0.0.1:${port}`;
    const host = { url, alone: true, now: () => 0, wait: () => Promise.resolve() };
    return await playScenario(scenario, host, scenario.tag);
  } finally {
    server.close();
  }
}

describe('playing a recorded scenario', () => {
  it('finds no difference when a scenario is answered as recorded', async () => {
    for (const { name } of recordings.filter(isComparable)) {
      assert.deepEqual(await replay(name), [], name);
    }
  });

  it('sees another status', async () => {
    const differences = await replay('heartbeat-ok', () => ({ status: 201 }));
    assert.match(differences[0] ?? '', /step 0 POST .* status: expected 204, got 201/);
  });

  it('sees a number that became text', async () => {
    const differences = await replay('register-json-spring', (step) => ({
      body: step.response.body.replaceAll('"countryId":1', '"countryId":"1"'),
    }));
    assert.match(differences.join('\n'), /countryId: expected 1, got "1"/);
  });

  it('sees another text, attribute or element in XML', async () => {
    const changes: [string, string][] = [
      ['<app>', '<app>X'],
      ['enabled="true"', 'enabled="yes"'],
      ['<countryId>1</countryId>', ''],
    ];
    for (const [from, to] of changes) {
      const differences = await replay('register-metadata-xml-names', (step) => ({
        body: step.response.body.replace(from, to),
      }));
      assert.notDeepEqual(differences, [], from);
    }
  });

  it('accepts another time in a volatile place, but not another type of it', async () => {
    const later = await replay('register-json-spring', (step) => ({
      body: step.response.body.replace(
        /("lastRenewalTimestamp":)\d+/g,
        (_, name: string) => `${name}1999`,
      ),
    }));
    const text = await replay('register-json-spring', (step) => ({
      body: step.response.body.replace(/("lastRenewalTimestamp":)\d+/g, '$1"x"'),
    }));
    assert.deepEqual(later, []);
    assert.match(text.join('\n'), /lastRenewalTimestamp/);
  });
});
