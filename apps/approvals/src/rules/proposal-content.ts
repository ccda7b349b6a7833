import type { PlannedClass, PlanSubmitted, PlanSummary } from '#contracts';

/** What the chain decides on, as the submitted plan stated it. */
export interface ProposalContent {
  kind: 'year' | 'supplementary';
  programmeId: string;
  summary: PlanSummary;
  classes: PlannedClass[];
}

export function contentOf({ kind, programmeId, summary, classes }: PlanSubmitted): ProposalContent {
  return { kind, programmeId, summary, classes };
}

/** The content as a decider reads it: what the plan reaches, and what it takes. */
export function effectAndPrice({ kind, programmeId, summary, classes }: ProposalContent) {
  return {
    kind,
    programmeId,
    effect: { people: summary.people, unserved: summary.unserved },
    price: {
      classes: summary.classes,
      fewestClasses: summary.fewestClasses,
      personKm: summary.personKm,
      gap: summary.gap,
    },
    classes,
  };
}
