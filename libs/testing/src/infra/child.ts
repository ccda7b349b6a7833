import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { eventually } from '../eventually.js';

export interface ChildOptions extends SpawnOptions {
  /** Standard output and error go to this file, so that a failure can be read afterwards. */
  logFile: string;
}

/** A process that this program started and will end; it is known by its id, never by its name. */
export class Child {
  private ended: Promise<number | null>;

  private constructor(
    readonly process: ChildProcess,
    readonly name: string,
    readonly logFile: string,
  ) {
    this.ended = new Promise(resolve => {
      process.once('exit', code => resolve(code));
      process.once('error', () => resolve(-1));
    });
  }

  static start(name: string, command: string, args: string[], { logFile, ...options }: ChildOptions): Child {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(logFile, { flags: 'a' });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.once('close', () => log.end());
    return new Child(child, name, logFile);
  }

  get alive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null && this.process.pid !== undefined;
  }

  /** Resolves with the exit code when the process ends, null when a signal ended it. */
  get exit(): Promise<number | null> {
    return this.ended;
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    if (this.alive) this.process.kill(signal);
    return this.ended;
  }

  /** Asks the process to end, and ends it after the grace time. */
  async stop(graceMs = 20_000, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.alive) return;
    this.process.kill(signal);
    const timer = setTimeout(() => this.process.kill('SIGKILL'), graceMs);
    await this.ended;
    clearTimeout(timer);
  }

  /** Stops the process where it stands; resolves when the stop has reached every thread of it. */
  async freeze(): Promise<void> {
    this.process.kill('SIGSTOP');
    await eventually(() => isStopped(this.process.pid!), `${this.name} stands still`, { everyMs: 5 });
  }

  /** Lets a frozen process go on. */
  thaw(): void {
    this.process.kill('SIGCONT');
  }

  /** The last lines that the process wrote, for an error message. */
  tail(lines = 15): string {
    if (!existsSync(this.logFile)) return '';
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }
}

async function isStopped(pid: number): Promise<boolean> {
  const tasks = await readdir(`/proc/${pid}/task`);
  // A thread that ended between the two readings has no file any more, and the next look does not see it.
  const stats = await Promise.all(
    tasks.map(task => readFile(`/proc/${pid}/task/${task}/stat`, 'utf8').catch(() => '')),
  );
  // The state follows the name of the thread, which stands in brackets and may hold any letters.
  return stats.every(stat => stat.slice(stat.lastIndexOf(')') + 2).startsWith('T'));
}
