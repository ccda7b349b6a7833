import type { PlanSubmitted, ProposalContent, ProposalFact, ProposalItem } from '#contracts';

const fact = (code: string, value: number | string): ProposalFact => ({ code, value });

/** A submitted plan in the form that every kind of proposal has. It stays bound to the hash of the plan itself. */
export function contentOfPlan({ kind, programmeId, contentHash, summary, classes }: PlanSubmitted): ProposalContent {
  const { people, unserved, classes: count, fewestClasses, personKm, gap } = summary;
  return {
    sourceHash: contentHash,
    effect: [fact('kind', kind), fact('programmeId', programmeId), fact('people', people), fact('unserved', unserved)],
    price: [
      fact('classes', count),
      fact('fewestClasses', fewestClasses),
      fact('personKm', personKm),
      ...(gap === null ? [] : [fact('gap', gap)]),
    ],
    checks: [
      { rule: 'everybody-served', passed: unserved === 0 },
      { rule: 'fewest-classes', passed: count <= fewestClasses },
    ],
    items: classes.map(({ classId, classType, hostUnitId, startsOn, endsOn, people: seats }) => ({
      type: 'class',
      id: classId,
      facts: [
        fact('classType', classType),
        fact('hostUnitId', hostUnitId),
        fact('startsOn', startsOn),
        fact('endsOn', endsOn),
        fact('people', seats),
      ],
    })),
  };
}

export interface ContentDifference {
  facts: { code: string; before: number | string | null; after: number | string | null }[];
  added: ProposalItem[];
  removed: ProposalItem[];
  changed: { type: string; id: string; facts: ContentDifference['facts'] }[];
}

/** What a revision changed against the version that was decided on before. */
export function differenceOf(before: ProposalContent, after: ProposalContent): ContentDifference {
  const known = new Map(before.items.map(item => [item.id, item]));
  const kept = new Set(after.items.map(({ id }) => id));
  return {
    facts: changedFacts([...before.effect, ...before.price], [...after.effect, ...after.price]),
    added: after.items.filter(({ id }) => !known.has(id)),
    removed: before.items.filter(({ id }) => !kept.has(id)),
    changed: after.items.flatMap(({ type, id, facts }) => {
      const old = known.get(id);
      const changes = old ? changedFacts(old.facts, facts) : [];
      return changes.length > 0 ? [{ type, id, facts: changes }] : [];
    }),
  };
}

function changedFacts(before: ProposalFact[], after: ProposalFact[]): ContentDifference['facts'] {
  const [old, now] = [before, after].map(facts => new Map(facts.map(({ code, value }) => [code, value])));
  const codes = new Set([...old!.keys(), ...now!.keys()]);
  return [...codes]
    .map(code => ({ code, before: old!.get(code) ?? null, after: now!.get(code) ?? null }))
    .filter(one => one.before !== one.after);
}
