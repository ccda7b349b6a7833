/** What somebody did to a trail, as far as the hashes tell. */
export type FaultKind = 'edited' | 'deleted' | 'inserted' | 'reordered' | 'truncated' | 'resealed';

export interface Fault {
  kind: FaultKind;
  text: string;
}
