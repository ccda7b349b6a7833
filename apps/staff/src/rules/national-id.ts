/** Twelve digits, of which the first three are the code of a province (001 to 096). */
export const NATIONAL_ID = /^0\d{11}$/;

export const NATIONAL_ID_DIGITS = 12;

/** What lists show of a number. */
export const maskOf = (lastThree: string): string => lastThree.padStart(NATIONAL_ID_DIGITS, '*');
