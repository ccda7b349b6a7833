import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { eventSchemas } from './event-schemas.js';

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Every field that an event may have. Names, addresses, birth days and personal numbers stay in `staff`: none may stand here. */
const ALLOWED = new Set([
  // ids; who acted is the subject of a token, never a name
  ...words(
    `aboveIds batchId by certificateId classId decidedBy dutyId editedBy hostUnitId id parentUnitId partId personId planId predecessorUnitIds previewId programmeId proposalId provinceUnitId reachUnitIds reportId revisesPlanId seatId sourceId subjectId submittedBy successorUnitId supersededById trainer unitId unitIds`,
  ),
  ...words(
    `deadline decidedAt earliest effectiveDate endsOn from fulfilledOn heldOn issuedOn openedOn period reopenedOn revokedOn since startsOn to until validFrom waivedOn`,
  ),
  // codes, counts and measures; `name` and `code` are those of a unit or a programme
  ...words(
    `after backdated before cause certificates chain change changingClassType checks classType classes coalesced code cohort cohorts content contentHash deskOfficers deskSeats deskStaff duties dutiesCoalesced dutiesFulfilled dutiesOpen dutiesOpened dutiesWaived effect entering facts fewestClasses figures firstPosition gap granted groups hash items kind lastPosition latitude leaving level longitude mark maximum minimum moves name number outcome parts passed people personKm post previousHash price programmeVersion purpose reason retraining role root rule rules seatPlan seated seats seatsFreed skill sourceHash sourceVersion steps subjectType summary type unitLevel unserved value waiting`,
  ),
]);

describe('the fields of events', () => {
  it('are on the list of those that may leave a service', () => {
    const fields = Object.entries(eventSchemas()).flatMap(([owner, { properties = {} }]) =>
      Object.keys(properties).map(field => ({ owner, field })),
    );
    expect(fields.length).toBeGreaterThan(100);
    expect(fields.filter(({ field }) => !ALLOWED.has(field))).toEqual([]);
  });

  it('name nothing personal', () => {
    const personal = /fullName|surname|birth|phone|e?mail|address|citizen|identity|gender|ethnic|party(?!-)/i;
    expect([...ALLOWED].filter(field => personal.test(field))).toEqual([]);
  });
});
