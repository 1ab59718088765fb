import { runDaemon } from '@vernal/server-kit';
import { busDaemon } from './bus-daemon.ts';

process.exit(await runDaemon(busDaemon));
