// The process of one crash-test service. Beside serving, it dies where the file named by NANGLUC_FAILPOINTS says:
// `relay.sending 2 kill` ends it with SIGKILL when it passes that boundary the second time after the line was written.
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { armFailpoints } from '#messaging';
import { runService } from '#platform';
import { CRASH_SERVICES, type CrashService } from './services.js';

const file = process.env['NANGLUC_FAILPOINTS'] ?? '';
let armed = '';
let passed = 0;

const ACTIONS: Record<string, (argument: number) => Promise<unknown>> = {
  kill: () => {
    process.kill(process.pid, 'SIGKILL');
    return new Promise<never>(() => {});
  },
  // While the next step is under way, as a crash seldom waits for a boundary.
  'kill-after': ms => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), ms);
    return Promise.resolve();
  },
  // Frozen, as by a paused virtual machine; somebody else must send SIGCONT.
  stop: () => {
    process.kill(process.pid, 'SIGSTOP');
    return Promise.resolve();
  },
  pause: ms => sleep(ms),
};

armFailpoints(async point => {
  const wanted = file && existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (wanted !== armed) [armed, passed] = [wanted, 0];
  const [where, position, action, argument] = wanted.split(' ');
  if (point !== where) return;
  passed += 1;
  if (passed === Number(position)) await ACTIONS[action ?? '']?.(Number(argument));
});

await runService(CRASH_SERVICES[process.env['CRASH_SERVICE'] as CrashService]);
