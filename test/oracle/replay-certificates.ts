import { skillAfter, type Programme } from './programmes.js';
import type { Certificate, ClassDays } from './world.js';

/** The certificates of one person. */
export class Certificates {
  readonly all: Certificate[] = [];

  /** One for a class, none where there is a valid one; the one of the latest class stays current. */
  issue(
    personId: string,
    classId: string,
    { startsOn, endsOn, skill: taught }: ClassDays,
    programme: Programme | undefined,
  ): Certificate | undefined {
    if (this.valid.some(one => one.classId === classId)) return undefined;
    const current = this.valid.find(one => one.supersededBy === null);
    const newer = current && current.startsOn > startsOn ? current.classId : null;
    if (current && !newer) current.supersededBy = classId;
    const skill = taught ?? (programme ? skillAfter(programme, this.lastSkill) : null);
    const inForce = { supersededBy: newer, revokedOn: null };
    const certificate = { personId, classId, startsOn, issuedOn: endsOn, skill, ...inForce };
    this.all.push(certificate);
    return certificate;
  }

  revoke(classId: string, on: string): Certificate | undefined {
    const revoked = this.valid.find(one => one.classId === classId);
    if (revoked) revoked.revokedOn = on;
    return revoked;
  }

  /** The one for the latest class that began on a day or after it. */
  since(day: string): Certificate | undefined {
    const since = this.valid.filter(({ startsOn }) => startsOn >= day);
    return since.sort((a, b) => (a.startsOn < b.startsOn ? 1 : -1))[0];
  }

  /** Of the one that was issued last and still counts. */
  get lastSkill(): string | null {
    const last = this.valid.reduce<Certificate | null>(
      (latest, one) => (latest && latest.issuedOn > one.issuedOn ? latest : one),
      null,
    );
    return last?.skill ?? null;
  }

  private get valid(): Certificate[] {
    return this.all.filter(({ revokedOn }) => revokedOn === null);
  }
}
