import { runDaemon } from '@vernal/server-kit';
import { createSampleDaemon } from './sample-daemon.ts';

await runDaemon(createSampleDaemon());
