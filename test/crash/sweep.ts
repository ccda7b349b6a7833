// Every boundary × every position of a small batch: the process dies exactly there, comes back, and nothing may be lost,
// doubled or out of order.
import { FAILPOINTS, type Failpoint } from '#messaging';
import { eventually } from '#testing';
import type { Run } from './run.js';
import type { Victim } from './victim.js';

const BATCH = 3;

type Where = 'source' | 'sink';

/** Who passes which boundary: the source has no consumer, the sink has everything. */
export function sweepCases(): { where: Where; point: Failpoint; action: 'kill' | 'kill-after' }[] {
  const consumes = (point: Failpoint): boolean => /^(batch|inbox|effect|offset)\./.test(point);
  const cases = (['source', 'sink'] as const).flatMap(where =>
    FAILPOINTS.filter(point => where === 'sink' || !consumes(point)).map(point => ({
      where,
      point,
      action: 'kill' as const,
    })),
  );
  // Between sending and the acknowledgement there is no line of ours to die at: it dies while the broker answers.
  return [
    ...cases,
    ...(['source', 'sink'] as const).map(where => ({
      where,
      point: 'relay.sending' as const,
      action: 'kill-after' as const,
    })),
  ];
}

/** One case a position, or one a boundary when `short`; the position then comes from the seed. */
export async function sweep(run: Run, short: boolean): Promise<void> {
  for (const { where, point, action } of sweepCases()) {
    const positions = short ? [1 + run.random.below(BATCH)] : Array.from({ length: BATCH }, (_, n) => n + 1);
    for (const position of positions) {
      const victim = run.world[where];
      const name = `${where} dies at ${point}${action === 'kill-after' ? ' + 2 ms' : ''}, position ${position}`;
      await run.case(name, BATCH, async () => {
        const before = victim.deaths;
        victim.arm(point, position, action, 2);
        await run.client.send(run.commands(BATCH, 2));
        await died(victim, before, name);
        return 1;
      });
    }
  }
}

async function died(victim: Victim, before: number, name: string): Promise<void> {
  await eventually(() => victim.deaths > before, `${name}: the process passes that boundary`, { timeoutMs: 30_000 });
}
