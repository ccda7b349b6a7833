import type { Ids } from './world.js';

/** One line of a unit file, or one unit established by a decision. */
export interface UnitLine {
  code: string;
  level: string;
  parentCode: string | null;
}

export interface UnitChange {
  effectiveDate: string;
  establish: UnitLine[];
  merges: { oldCode: string; newCode: string }[];
  dissolve: string[];
}

export interface Unit {
  unitId: string;
  code: string;
  level: string;
  parentId: string | null;
  from: string;
  /** First day on which the unit is no more. */
  to: string | null;
}

export interface Succession {
  predecessorId: string;
  successorId: string;
  on: string;
}

/** Units with their validity, as the files establish and end them. A code means one unit only on one day. */
export class Units {
  readonly all: Unit[] = [];
  readonly successions: Succession[] = [];
  private readonly byCode = new Map<string, Unit[]>();

  constructor(private readonly ids: Ids) {}

  on(code: string, date: string): Unit | undefined {
    return this.byCode.get(code)?.find(({ from, to }) => from <= date && (to === null || date < to));
  }

  /** A unit as a post names it. */
  byId(unitId: string): Pick<Unit, 'unitId' | 'level'> {
    const unit = this.all.find(one => one.unitId === unitId);
    if (!unit) throw new Error(`The journal names a unit ${unitId} that it never established`);
    return { unitId, level: unit.level };
  }

  /** A unit whose code is taken on that day is known already: the same file twice changes nothing. */
  establish(lines: UnitLine[], from: string): void {
    const fresh = lines.filter(({ code }) => !this.on(code, from));
    const units = fresh.map(({ code, level }): Unit => {
      return { unitId: this.ids.unit(code, from), code, level, parentId: null, from, to: null };
    });
    for (const unit of units) {
      this.all.push(unit);
      this.byCode.set(unit.code, [...(this.byCode.get(unit.code) ?? []), unit]);
    }
    for (const [at, { parentCode }] of fresh.entries()) {
      const unit = units[at];
      if (unit && parentCode) unit.parentId = this.on(parentCode, from)?.unitId ?? `unknown:${parentCode}`;
    }
  }

  change({ effectiveDate, establish, merges, dissolve }: UnitChange): void {
    const old = merges.map(({ oldCode }) => this.lastDayBefore(oldCode, effectiveDate));
    const dissolved = dissolve.map(code => this.lastDayBefore(code, effectiveDate));
    for (const unit of [...old, ...dissolved]) unit.to = effectiveDate;
    this.establish(establish, effectiveDate);
    for (const [at, { newCode }] of merges.entries()) {
      const [predecessor, successor] = [old[at], this.on(newCode, effectiveDate)];
      if (!predecessor || !successor) throw new Error(`The journal merges into an unknown unit ${newCode}`);
      this.successions.push({
        predecessorId: predecessor.unitId,
        successorId: successor.unitId,
        on: effectiveDate,
      });
    }
  }

  /** Old codes are read as of the day before: the new unit may carry the same one. */
  private lastDayBefore(code: string, date: string): Unit {
    const unit = this.byCode.get(code)?.find(({ from, to }) => from < date && (to === null || to >= date));
    if (!unit) throw new Error(`The journal ends a unit ${code} that it never established before ${date}`);
    return unit;
  }
}
