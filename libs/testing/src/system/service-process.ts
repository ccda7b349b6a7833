import { join } from 'node:path';
import { Child } from '../infra/child.js';
import { eventually } from '../eventually.js';

export interface ServiceProcessOptions {
  name: string;
  port: number;
  /** Folder with the compiled services. */
  dist: string;
  folder: string;
  env: Record<string, string>;
  /** Starts the service again when it ends without being asked, as an orchestrator would. */
  supervised: boolean;
}

/** One service as its own operating-system process, as it runs in production. */
export class ServiceProcess {
  private child: Child | undefined;
  private wanted = false;

  constructor(readonly options: ServiceProcessOptions) {}

  get url(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  get pid(): number | undefined {
    return this.child?.process.pid;
  }

  /** Applies the service's migrations, as the Kubernetes job does. */
  async migrate(): Promise<void> {
    const child = this.spawn(['migrate']);
    if ((await child.exit) !== 0) throw new Error(`${this.options.name}: the migration failed: ${child.tail(3)}`);
  }

  start(): void {
    this.wanted = true;
    const child = this.spawn([]);
    this.child = child;
    void child.exit.then(() => {
      if (this.wanted && this.options.supervised && this.child === child) this.start();
    });
  }

  async ready(): Promise<void> {
    await eventually(
      async () => {
        if (this.child && !this.child.alive && !this.options.supervised)
          throw new Error(`${this.options.name} ended: ${this.child.tail(3)}`);
        return (await fetch(`${this.url}/health/ready`)).ok;
      },
      `${this.options.name} is ready`,
      { timeoutMs: 90_000, everyMs: 100 },
    );
  }

  /** kill -9: nothing is tidied up. */
  async kill(): Promise<void> {
    this.wanted = false;
    await this.child?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.wanted = false;
    await this.child?.stop();
  }

  tail(lines?: number): string {
    return this.child?.tail(lines) ?? '';
  }

  private spawn(args: string[]): Child {
    const { name, port, dist, folder, env } = this.options;
    return Child.start(
      name,
      process.execPath,
      ['--enable-source-maps', join(dist, 'apps', name, 'src', 'main.js'), ...args],
      {
        env: { PATH: process.env['PATH'], ...env, PORT: String(port) },
        logFile: join(folder, `${name}.log`),
      },
    );
  }
}
