import { setTimeout as pause } from 'node:timers/promises';
import { calmPerson, CALM_PEOPLE, type ShockWorld } from './shock-world.js';

const EVERY_MS = 50;
const LOOK_EVERY_MS = 5;

interface Waiting {
  personId: string;
  revision: number;
  since: number;
}

/** One ordinary change every 50 ms, each of another person, and how long each takes to be known to enrollment. */
export class CalmStream {
  private next = 0;
  private readonly moves = new Map<string, number>();

  constructor(private readonly world: ShockWorld) {}

  /** Milliseconds from the request until the change is known, for each change that began before `until` came true. */
  async latencies(until: (sent: number) => boolean): Promise<number[]> {
    const waiting = new Set<Waiting>();
    const times: number[] = [];
    let sending = true;
    const looking = (async () => {
      while (sending || waiting.size > 0) {
        await this.look(waiting, times);
        await pause(LOOK_EVERY_MS);
      }
    })();
    const sent: Promise<void>[] = [];
    for (let began = performance.now(); !until(sent.length); began += EVERY_MS) {
      sent.push(this.send(waiting));
      await pause(Math.max(0, began + EVERY_MS - performance.now()));
    }
    await Promise.all(sent);
    sending = false;
    await looking;
    return times.sort((a, b) => a - b);
  }

  private async send(waiting: Set<Waiting>): Promise<void> {
    const personId = calmPerson((this.next++ % CALM_PEOPLE) + 1);
    const move = (this.moves.get(personId) ?? 0) + 1;
    this.moves.set(personId, move);
    const since = performance.now();
    const { body } = await this.world.system.api.post<{ revision: number }>(
      'staff',
      `/v1/people/${personId}/reassignments`,
      { as: 'hr-officer', json: { ...MOVE, unitCode: `C${move}`, effectiveDate: day(move) } },
    );
    waiting.add({ personId, revision: body.revision, since });
  }

  private async look(waiting: Set<Waiting>, times: number[]): Promise<void> {
    if (waiting.size === 0) return;
    const asked = [...waiting];
    const known = await this.world.system.backlog.query<{ id: string; revision: number }>(
      'enrollment',
      'SELECT person_id AS id, revision FROM person_state WHERE person_id = ANY ($1)',
      [asked.map(({ personId }) => personId)],
    );
    const revisions = new Map(known.map(({ id, revision }) => [id, revision]));
    const now = performance.now();
    for (const one of asked)
      if ((revisions.get(one.personId) ?? 0) >= one.revision) {
        waiting.delete(one);
        times.push(now - one.since);
      }
  }
}

const MOVE = {
  action: 'reassign',
  post: 'office-statistics-officer',
  duties: ['one-stop'],
  cause: 'rotation',
  decision: 'bench',
};

const day = (move: number): string => new Date(Date.UTC(2025, 6, 1 + move)).toISOString().slice(0, 10);
