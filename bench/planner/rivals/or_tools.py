"""OR-Tools CP-SAT on one instance, as its user would write it: a class for each host and date, people as whole numbers."""
import json
import sys

from ortools.sat.python import cp_model

problem = json.load(open(sys.argv[1]))
minimum, maximum, quota = problem["minimum"], problem["maximum"], problem["quota"]
units, hosts, metres, dates = problem["units"], problem["hosts"], problem["metres"], problem["dates"]
model = cp_model.CpModel()
held = {(h, t): model.new_bool_var("") for h in range(hosts) for t in range(dates)}
going = {}
stay = []
for u, unit in enumerate(units):
    near = sorted(range(hosts), key=lambda h: metres[u][h])[: problem["nearest"]]
    for kind in ("desk", "others"):
        if unit[kind] == 0:
            continue
        most = min(unit[kind], unit["allowed"]) if kind == "desk" else unit[kind]
        for h in near:
            for t in range(dates):
                going[u, kind, h, t] = x = model.new_int_var(0, most, "")
                model.add(x <= most * held[h, t])
        left = model.new_int_var(0, unit[kind], "")
        stay.append(left)
        model.add(sum(going[u, kind, h, t] for h in near for t in range(dates)) + left == unit[kind])
    if unit["desk"] > 0:
        for t in range(dates):
            model.add(sum(going[u, "desk", h, t] for h in near) <= unit["allowed"])
at = {key: [] for key in held}
for (u, kind, h, t), x in going.items():
    at[h, t].append(x)
for key, y in held.items():
    model.add(sum(at[key]) <= maximum * y)
    model.add(sum(at[key]) >= minimum * y)
if quota is not None:
    model.add(sum(held.values()) <= quota)
travel = sum(metres[u][h] // 100 * x for (u, kind, h, t), x in going.items())
model.minimize(50_000_000 * sum(stay) + 500_000 * sum(held.values()) + travel)
solver = cp_model.CpSolver()
solver.parameters.max_time_in_seconds = problem["seconds"]
solver.parameters.num_workers = 2
status = solver.solve(model)
classes = {}
if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
    for (u, kind, h, t), x in going.items():
        if solver.value(x) > 0:
            seats = classes.setdefault((h, t), {})
            seats.setdefault(u, {"desk": 0, "others": 0})[kind] = solver.value(x)
print(json.dumps([{"host": h, "date": t, "seats": [{"unit": u, **n} for u, n in seats.items()]} for (h, t), seats in classes.items()]))
