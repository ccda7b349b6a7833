export type ViolationRule =
  | 'class-size'
  | 'room'
  | 'host'
  | 'host-twice'
  | 'calendar'
  | 'window'
  | 'reach'
  | 'area'
  | 'skill'
  | 'trainer'
  | 'desk-rule'
  | 'quota'
  | 'pinned'
  | 'together'
  | 'seats'
  | 'people'
  | 'totals'
  | 'bounds';

export interface Violation {
  rule: ViolationRule;
  detail: string;
}

export type Report = (rule: ViolationRule, detail: string) => void;
