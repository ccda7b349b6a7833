"""Timefold on one instance: a person chooses a class (host and date); size and desk are hard, classes medium, travel soft."""
import json
import sys
from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver import SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import ConstraintCollectors, ConstraintFactory, HardMediumSoftScore, Joiners, constraint_provider

problem = json.load(open(sys.argv[1]))
MINIMUM, MAXIMUM = problem["minimum"], problem["maximum"]


@dataclass(frozen=True)
class Held:
    id: int
    host: int
    date: int


@planning_entity
@dataclass
class Person:
    id: Annotated[int, PlanningId]
    unit: int
    desk: bool
    ways: list
    held: Annotated[Held | None, PlanningVariable] = field(default=None)


@planning_solution
@dataclass
class Plan:
    classes: Annotated[list[Held], ProblemFactCollectionProperty, ValueRangeProvider]
    people: Annotated[list[Person], PlanningEntityCollectionProperty]
    score: Annotated[HardMediumSoftScore | None, PlanningScore] = field(default=None)


@constraint_provider
def rules(factory: ConstraintFactory):
    size = lambda: factory.for_each(Person).group_by(lambda p: p.held, ConstraintCollectors.count())
    return [
        size().filter(lambda c, n: n > MAXIMUM).penalize(HardMediumSoftScore.ONE_HARD, lambda c, n: n - MAXIMUM).as_constraint("maximum"),
        size().filter(lambda c, n: n < MINIMUM).penalize(HardMediumSoftScore.ONE_HARD, lambda c, n: MINIMUM - n).as_constraint("minimum"),
        factory.for_each_unique_pair(Person, Joiners.equal(lambda p: p.unit), Joiners.equal(lambda p: p.held.date))
        .filter(lambda a, b: a.desk and b.desk)
        .penalize(HardMediumSoftScore.ONE_HARD)
        .as_constraint("desk"),
        size().penalize(HardMediumSoftScore.ONE_MEDIUM).as_constraint("classes"),
        factory.for_each(Person).penalize(HardMediumSoftScore.ONE_SOFT, lambda p: p.ways[p.held.host]).as_constraint("travel"),
    ]


metres = problem["metres"]
people = []
for u, unit in enumerate(problem["units"]):
    ways = [m // 100 for m in metres[u]]
    for i in range(unit["desk"] + unit["others"]):
        people.append(Person(len(people), u, i < unit["desk"], ways))
classes = [Held(h * problem["dates"] + t, h, t) for h in range(problem["hosts"]) for t in range(problem["dates"])]
# A fair start, as filling classes one person at a time ends with everybody in one class: the first officer of every unit,
# then the second, and so on, cut into as few classes as can hold them, each at the host nearest to its middle.
firsts = {}
for p in people:
    firsts.setdefault(p.unit, []).append(p)
order = [group[i] for i in range(max(len(g) for g in firsts.values())) for group in firsts.values() if i < len(group)]
count = -(-len(order) // MAXIMUM)
for k in range(count):
    part = order[k * len(order) // count : (k + 1) * len(order) // count]
    middle = part[len(part) // 2].ways
    host = min(range(problem["hosts"]), key=lambda h: middle[h])
    for p in part:
        p.held = classes[host * problem["dates"] + k * problem["dates"] // count]
config = SolverConfig(
    solution_class=Plan,
    entity_class_list=[Person],
    score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=rules),
    termination_config=TerminationConfig(spent_limit=Duration(seconds=int(problem["seconds"]))),
)
found = SolverFactory.create(config).build_solver().solve(Plan(classes, people))
held = {}
for p in found.people:
    seats = held.setdefault((p.held.host, p.held.date), {})
    seat = seats.setdefault(p.unit, {"desk": 0, "others": 0})
    seat["desk" if p.desk else "others"] += 1
print(json.dumps([{"host": h, "date": t, "seats": [{"unit": u, **n} for u, n in seats.items()]} for (h, t), seats in held.items()]))
