import { RecordingLogger } from '@vernal/core/testing';
import { startDaemon } from '@vernal/server-kit';
import request from 'supertest';
import { sampleDaemon } from './sample-daemon.ts';

describe('startDaemon', () => {
  it('serves the routes of the definition with the options given', async () => {
    const daemon = await startDaemon(
      sampleDaemon,
      { 'sample.greeting': 'hi' },
      { logger: new RecordingLogger() },
    );
    try {
      await request(daemon.url).get('/greeting').expect(200, 'hi');
    } finally {
      await daemon.stop();
    }
  });
});
