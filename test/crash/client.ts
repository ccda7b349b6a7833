import { setTimeout as pause } from 'node:timers/promises';

export interface Command {
  id: string;
  key: string;
}

/** A user who repeats every command until it is acknowledged: what is acknowledged may never be lost. */
export class Client {
  readonly acknowledged: Command[] = [];

  constructor(private readonly urls: () => string[]) {}

  /** Sends the commands in order, `width` of them at a time. */
  async send(commands: Command[], width = 1): Promise<void> {
    const waiting = [...commands];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await this.insist(next);
    };
    await Promise.all(Array.from({ length: width }, lane));
  }

  private async insist(command: Command): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const urls = this.urls();
      try {
        const answer = await fetch(`${urls[attempt % urls.length]}/commands`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(command),
          signal: AbortSignal.timeout(15_000),
        });
        if (answer.status === 204) return void this.acknowledged.push(command);
      } catch {
        // The service is dead, or died before it could answer: the command is sent again.
      }
      if (attempt > 3_000) throw new Error(`Command ${command.id} was never acknowledged`);
      await pause(20);
    }
  }
}
