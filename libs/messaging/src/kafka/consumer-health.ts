import { Injectable } from '@nestjs/common';

interface Membership {
  ready: boolean;
  why: string;
}

/** Knows whether the service is a live member of each of its groups; /health/ready asks it. */
@Injectable()
export class ConsumerHealth {
  private lastMissed: string | undefined;
  private readonly groups = new Map<string, Membership>();
  private isExpected = false;
  private isStopping = false;

  /** From now on the service is ready only as a member of these groups. */
  expect(groupIds: string[]): void {
    for (const id of groupIds) this.groups.set(id, { ready: false, why: `joining ${id}` });
    this.isExpected = true;
  }

  joined(groupId: string): void {
    this.groups.set(groupId, { ready: true, why: 'member of its groups' });
  }

  lost(groupId: string, why: string): void {
    this.groups.set(groupId, { ready: false, why });
  }

  stopped(): void {
    this.isStopping = true;
  }

  /** Messages are gone that this service never read; said until the process ends. */
  missed(what: string): void {
    this.lastMissed = what;
  }

  /** Ready all the same: a service that is taken out of work would only miss more. */
  missedReport(): Membership {
    return { ready: true, why: this.lastMissed ?? 'no message was deleted unread' };
  }

  report(): Membership {
    if (this.isStopping) return { ready: false, why: 'stopping' };
    if (!this.isExpected) return { ready: false, why: 'joining' };
    const all = [...this.groups.values()];
    return all.find(({ ready }) => !ready) ?? all[0] ?? { ready: true, why: 'reads no topic' };
  }
}
