/** The decision that a change of units rests on, with the record of it. */
export interface UnitDecision {
  id: string;
  number: string;
  issuedOn: string;
  issuer: string;
}

/** How a unit and its names say their decision. */
export const sourceOf = ({ number, issuedOn }: UnitDecision): string => `${number} (${issuedOn})`;
