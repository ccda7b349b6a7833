import type { PinnedClass, PlanningProblem } from '#planner';

/** What a scenario does differently. */
export interface PlanningChanges {
  quota?: number | null;
  minimum?: number;
  maximum?: number;
  reservedSeats?: number;
  reachKm?: number | null;
  /** Most one-stop officers of a unit away on one day. */
  mostAway?: number;
  mixing?: 'any' | 'area';
  unitsTogether?: boolean;
  classCount?: number;
  fairnessSlack?: number;
  withoutHosts?: string[];
  pinned?: PinnedClass[];
  overnight?: { beyondKm: number; kmPerNight: number };
  timeLimitSeconds?: number;
  /** Of a replan only. */
  movePenaltyKm?: number;
}

export function applyChanges(problem: PlanningProblem, changes: PlanningChanges): PlanningProblem {
  const { minimum, maximum, reservedSeats, mostAway, withoutHosts = [], movePenaltyKm: _penalty, ...rest } = changes;
  const { classType } = problem;
  return {
    ...problem,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    classType: {
      ...classType,
      minimum: minimum ?? classType.minimum,
      maximum: maximum ?? classType.maximum,
      ...(reservedSeats === undefined ? {} : { reservedSeats }),
    },
    deskRule: mostAway === undefined ? problem.deskRule : { share: 0, atLeast: mostAway },
    hosts: problem.hosts.filter(host => !withoutHosts.includes(host.unitId)),
  };
}
