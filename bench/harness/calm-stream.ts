import { setTimeout as pause } from 'node:timers/promises';
import { calmPerson, CALM_PEOPLE, COMMUNES, type ShockWorld } from './shock-world.js';

const EVERY_MS = 50;
const LOOK_EVERY_MS = 5;

interface Waiting {
  personId: string;
  revision: number;
  since: number;
}

/** Milliseconds from the request, in ascending order. */
export interface Latencies {
  /** Until the registry has answered. */
  answered: number[];
  /** Until enrollment has opened the duty. */
  known: number[];
}

/** One ordinary change every 50 ms, each of another person, and how long each takes to be known to enrollment. */
export class CalmStream {
  private next = 0;
  private readonly moves = new Map<string, number>();

  constructor(private readonly world: ShockWorld) {}

  /** Of each change that began before `until` came true. */
  async latencies(until: (sent: number) => boolean): Promise<Latencies> {
    const waiting = new Set<Waiting>();
    const answered: number[] = [];
    const known: number[] = [];
    let sending = true;
    const looking = (async () => {
      while (sending || waiting.size > 0) {
        await this.look(waiting, known);
        await pause(LOOK_EVERY_MS);
      }
    })();
    const sent: Promise<void>[] = [];
    let failed = false;
    try {
      for (let began = performance.now(); !failed && !until(sent.length); began += EVERY_MS) {
        const one = this.send(waiting, answered);
        one.catch(() => (failed = true));
        sent.push(one);
        await pause(Math.max(0, began + EVERY_MS - performance.now()));
      }
      await Promise.all(sent);
    } finally {
      sending = false;
      if (failed) waiting.clear();
      await looking;
    }
    return { answered: answered.sort(ascending), known: known.sort(ascending) };
  }

  private async send(waiting: Set<Waiting>, answered: number[]): Promise<void> {
    const n = (this.next++ % CALM_PEOPLE) + 1;
    const personId = calmPerson(n);
    const move = (this.moves.get(personId) ?? 0) + 1;
    this.moves.set(personId, move);
    const since = performance.now();
    const { body } = await this.world.system.api.post<{ revision: number }>(
      'staff',
      `/v1/people/${personId}/reassignments`,
      { as: 'hr-officer', json: { ...MOVE, unitCode: `C${(n + move) % COMMUNES}`, effectiveDate: day(move) } },
    );
    answered.push(performance.now() - since);
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

const ascending = (a: number, b: number): number => a - b;

const MOVE = {
  action: 'reassign',
  post: 'office-statistics-officer',
  duties: ['one-stop'],
  cause: 'rotation',
  decision: 'bench',
};

const day = (move: number): string => new Date(Date.UTC(2025, 6, 1 + move)).toISOString().slice(0, 10);
