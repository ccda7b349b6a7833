import { Injectable } from '@nestjs/common';

interface Membership {
  ready: boolean;
  why: string;
  /** False until it was a member for the first time. */
  joined: boolean;
}

type Report = Pick<Membership, 'ready' | 'why'>;

/** Knows whether the service is a live member of each of its groups; /health/ready and the metrics ask it. */
@Injectable()
export class ConsumerHealth {
  private lastMissed: string | undefined;
  private readonly groups = new Map<string, Membership>();
  private isExpected = false;
  private isStopping = false;

  /** From now on the service is ready only as a member of these groups. */
  expect(groupIds: string[]): void {
    for (const id of groupIds) this.groups.set(id, { ready: false, why: `joining ${id}`, joined: false });
    this.isExpected = true;
  }

  joined(groupId: string): void {
    this.groups.set(groupId, { ready: true, why: 'member of its groups', joined: true });
  }

  lost(groupId: string, why: string): void {
    this.groups.set(groupId, { ready: false, why, joined: this.groups.get(groupId)?.joined ?? false });
  }

  stopped(): void {
    this.isStopping = true;
  }

  /** Messages are gone that this service never read; said until the process ends. */
  missed(what: string): void {
    this.lastMissed = what;
  }

  /** Ready all the same: a service that is taken out of work would only miss more. */
  missedReport(): Report {
    return { ready: true, why: this.lastMissed ?? 'no message was deleted unread' };
  }

  /**
   * True from the first time that it was a member of each group until it stops. A broker that is away later must not take
   * the service from its users: what they do waits in the outbox.
   */
  mayServe(): boolean {
    return this.isExpected && !this.isStopping && [...this.groups.values()].every(({ joined }) => joined);
  }

  report(): Report {
    if (this.isStopping) return { ready: false, why: 'stopping' };
    if (!this.isExpected) return { ready: false, why: 'joining' };
    const all = [...this.groups.values()];
    const { ready, why } = all.find(one => !one.ready) ?? all[0] ?? { ready: true, why: 'reads no topic' };
    return { ready, why };
  }
}
