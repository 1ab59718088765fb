import { runDaemon } from '@vernal/server-kit';
import { busDaemon } from './bus-daemon.ts';

await runDaemon(busDaemon);
