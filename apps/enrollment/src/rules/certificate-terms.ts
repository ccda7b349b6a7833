/** `2026-000123-7BF920`: year, running number, and a part that cannot be counted up to. */
export function certificateNumber(year: number, serial: number, certificateId: string): string {
  return `${year}-${String(serial).padStart(6, '0')}-${certificateId.slice(0, 6).toUpperCase()}`;
}

/** Skills rotate: whoever was trained in one last is trained in the next of the programme, and after the last in the first. */
export function nextSkill(skills: readonly { code: string }[], last: string | null | undefined): string | null {
  const at = skills.findIndex(({ code }) => code === last);
  return skills[(at + 1) % skills.length]?.code ?? null;
}

export type CertificateState = 'valid' | 'expired' | 'superseded' | 'revoked';

export interface CertificateFacts {
  validUntil: string;
  revokedOn: string | null;
  superseded: boolean;
}

export function certificateState(
  { validUntil, revokedOn, superseded }: CertificateFacts,
  on: string,
): CertificateState {
  if (revokedOn) return 'revoked';
  if (superseded) return 'superseded';
  return on <= validUntil ? 'valid' : 'expired';
}
