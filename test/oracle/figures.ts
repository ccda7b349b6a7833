import type { FigureName } from './oracle.js';
import { groupBy, type Duty } from './world.js';

export interface Counted {
  /** People who hold a post. */
  people: number;
  duties: Pick<Duty, 'personId' | 'programme' | 'kind' | 'period' | 'status'>[];
  seats: { personId: string; status: string }[];
  /** Those that nothing superseded are in force. */
  certificates: { supersededBy: string | null }[];
}

/** The totals of a report. Trained: duties fulfilled of those owed. Secured: people who owe nothing or have a seat. */
export function figuresOf({ people, duties, seats, certificates }: Counted): Record<FigureName, number | null> {
  const count = (status: Duty['status']) => duties.filter(duty => duty.status === status).length;
  const [open, fulfilled] = [count('open'), count('fulfilled')];
  const owing = new Set(duties.filter(({ status }) => status === 'open').map(({ personId }) => personId));
  const obliged = new Set(duties.filter(({ status }) => status !== 'waived').map(({ personId }) => personId));
  const granted = new Set(seats.filter(({ status }) => status === 'granted').map(({ personId }) => personId));
  const seated = [...owing].filter(person => granted.has(person)).length;
  const waiting = owing.size - seated;
  return {
    people,
    dutiesOpen: open,
    dutiesFulfilled: fulfilled,
    dutiesWaived: count('waived'),
    seated,
    waiting,
    certificates: certificates.filter(({ supersededBy }) => supersededBy === null).length,
    coverageTrained: share(fulfilled, open + fulfilled),
    coverageSecured: share(obliged.size - waiting, obliged.size),
  };
}

/** Duties by programme, kind, period and status. */
export function dutyTable(duties: Counted['duties']): Map<string, number> {
  const groups = groupBy(duties, ({ programme, kind, period, status }) =>
    [programme, kind, period ?? '', status].join(' '),
  );
  return new Map([...groups].map(([group, members]) => [group, members.length]));
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
