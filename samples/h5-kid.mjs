import http from 'node:http';
import { createClient } from '@vernal/client';

const s = http.createServer((q, r) => {
  q.resume();
  setTimeout(() => r.end('ok'), 2);
});
s.listen(0, '127.0.0.1', async () => {
  const c = createClient({ app: 'cat', registry: { url: process.argv[2] }, config: false });
  await c.start();
  await c.registration.register({ port: s.address().port, ipAddr: '127.0.0.1' });
  process.send('ready');
});
