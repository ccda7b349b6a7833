import { eventually } from '#testing';
import { Client, type Command } from './client.js';
import { judge, sound, type Verdict } from './oracle.js';
import type { Random } from './random.js';
import type { CrashWorld } from './world.js';

export interface Result {
  name: string;
  /** How many processes were ended, frozen or cut off. */
  kills: number;
  commands: number;
  /** Messages on the topics for each that had to be there: 1 when nothing was sent twice. */
  amplification: number;
  seconds: number;
  verdict: Verdict;
  /** What died, in order, where a case has many of them. */
  plan?: string[];
}

/** One run of the harness: its world, what was sent in it so far, and what came of every case. */
export class Run {
  readonly results: Result[] = [];
  readonly client: Client;
  private sentBefore = 0;

  constructor(
    readonly world: CrashWorld,
    readonly random: Random,
    private readonly say: (line: string) => void,
  ) {
    this.client = new Client(() => [world.source.url]);
  }

  /** `count` commands on `keys` keys, made from the seed. */
  commands(count: number, keys: number): Command[] {
    const chosen = Array.from({ length: keys }, () => this.random.uuid());
    return Array.from({ length: count }, (_, n) => ({ id: this.random.uuid(), key: chosen[n % keys] as string }));
  }

  /** Runs a case, waits until everything followed, and asks the oracle; `work` gives the number of kills. */
  async case(name: string, commands: number, work: () => Promise<number>, plan?: string[]): Promise<void> {
    const started = Date.now();
    const kills = await work();
    const verdict = await this.settled();
    const sent = await this.world.broker.messagesSent();
    const result: Result = {
      name,
      kills,
      commands,
      amplification: (sent - this.sentBefore) / (2 * commands),
      seconds: (Date.now() - started) / 1000,
      verdict,
      ...(plan && { plan }),
    };
    this.sentBefore = sent;
    this.results.push(result);
    this.say(
      `${sound(verdict) ? 'ok    ' : 'WRONG '} ${name.padEnd(52)} kills ${kills}  sent × ${result.amplification.toFixed(2)}  ${result.seconds.toFixed(1)} s`,
    );
    for (const difference of verdict.differences) this.say(`       ${difference}`);
  }

  /** The verdict when the system has nothing left to do, or when it does not get there in time. */
  private async settled(): Promise<Verdict> {
    let verdict: Verdict | undefined;
    const look = async (): Promise<boolean> => {
      const lag = await this.world.broker.lag();
      verdict = await judge(this.world.databases, this.client.acknowledged);
      // Everything read first: a repeated message does its harm, if it can, when it is read.
      return (sound(verdict) && lag === 0) || verdict.duplicated > 0;
    };
    await eventually(look, 'everything followed', { timeoutMs: 60_000, everyMs: 50 }).catch(() => undefined);
    if (!verdict) throw new Error('The databases do not answer');
    return verdict;
  }
}
