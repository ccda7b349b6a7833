import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child, eventually, freePort } from '#testing';

export interface VictimOptions {
  /** Name of the process; replicas of one service have different ones. */
  name: string;
  service: string;
  folder: string;
  env: Record<string, string>;
}

/** A service as a process that is killed and comes back, as an orchestrator would bring it back. */
export class Victim {
  private child: Child | undefined;
  private wanted = false;
  /** How often it ended without being asked to. */
  deaths = 0;
  readonly port: number;

  private constructor(
    readonly options: VictimOptions,
    port: number,
  ) {
    this.port = port;
  }

  static async create(options: VictimOptions): Promise<Victim> {
    return new Victim(options, await freePort());
  }

  async migrate(): Promise<void> {
    const child = this.spawn(['migrate']);
    if ((await child.exit) !== 0) throw new Error(`${this.options.name}: the migration failed: ${child.tail(3)}`);
  }

  start(): void {
    this.wanted = true;
    const child = this.spawn([]);
    this.child = child;
    void child.exit.then(() => {
      if (!this.wanted || this.child !== child) return;
      this.deaths += 1;
      this.disarm();
      this.start();
    });
  }

  async ready(): Promise<void> {
    await eventually(async () => (await fetch(`${this.url}/health/ready`)).ok, `${this.options.name} is ready`, {
      timeoutMs: 90_000,
      everyMs: 50,
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Lets the process do something at a boundary: `arm('relay.sending', 2, 'kill')`. The nonce makes each line new. */
  arm(point: string, position: number, action: string, argument = 0): void {
    writeFileSync(this.failpoints, `${point} ${position} ${action} ${argument} ${randomBytes(4).toString('hex')}`);
  }

  disarm(): void {
    rmSync(this.failpoints, { force: true });
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.process.kill(signal);
  }

  /** True while the process is stopped by SIGSTOP, as Linux shows it. */
  get pid(): number {
    return this.child?.process.pid ?? 0;
  }

  /** Asks the process to end and gives its exit code; null when it had to be killed. */
  async terminate(graceMs = 20_000): Promise<number | null> {
    this.wanted = false;
    const child = this.child;
    if (!child) return null;
    await child.stop(graceMs);
    return child.exit;
  }

  private get failpoints(): string {
    return join(this.options.folder, `${this.options.name}.failpoint`);
  }

  private spawn(args: string[]): Child {
    const { name, service, folder, env } = this.options;
    const main = join(process.cwd(), 'dist/test/crash/service-main.js');
    return Child.start(name, process.execPath, ['--enable-source-maps', main, ...args], {
      env: {
        PATH: process.env['PATH'],
        ...env,
        PORT: String(this.port),
        CRASH_SERVICE: service,
        NANGLUC_FAILPOINTS: this.failpoints,
      },
      logFile: join(folder, `${name}.log`),
    });
  }
}
