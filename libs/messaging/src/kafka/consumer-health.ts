import { Injectable } from '@nestjs/common';

/** Knows whether the consumer is a live member of its group; /health/ready asks it. */
@Injectable()
export class ConsumerHealth {
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

  report(): { ready: boolean; why: string } {
    return this.state;
  }
}
