import { Injectable } from '@nestjs/common';

/** Knows whether the consumer is a live member of its group; /health/ready asks it. */
@Injectable()
export class ConsumerHealth {
  private lastMissed: string | undefined;
  private state: { ready: boolean; why: string } = { ready: false, why: 'joining' };

  joined(): void {
    this.state = { ready: true, why: 'member of its group' };
  }

  lost(why: string): void {
    this.state = { ready: false, why };
  }

  stopped(): void {
    this.state = { ready: false, why: 'stopping' };
  }

  /** Messages are gone that this service never read; said until the process ends. */
  missed(what: string): void {
    this.lastMissed = what;
  }

  /** Ready all the same: a service that is taken out of work would only miss more. */
  missedReport(): { ready: boolean; why: string } {
    return { ready: true, why: this.lastMissed ?? 'no message was deleted unread' };
  }

  report(): { ready: boolean; why: string } {
    return this.state;
  }
}
