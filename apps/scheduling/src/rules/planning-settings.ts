import { addDays } from '#kernel';

export interface TrainerSetting {
  /** @format text */
  id: string;
  /** Subject of the trainer's account; it reaches the classes that the planner gives this trainer. */
  account?: string;
  skills?: string[];
  closed: { from: string; to: string }[];
  mostDays?: number;
}

/** What the scheduler sets for every plan. */
export interface PlanningSettings {
  /** Whether supplementary classes are submitted by the system itself or wait as a draft for a person. */
  supplementary: 'automatic' | 'by-hand';
  /** No class from the 15th to the 20th of the months in which reports are due. */
  avoidReportWeeks: boolean;
  hosts: { unitId: string; room?: number; closed: { from: string; to: string }[] }[];
  /** Null: trainers are no limit. */
  trainers: TrainerSetting[] | null;
}

export const DEFAULT_SETTINGS: PlanningSettings = {
  supplementary: 'automatic',
  avoidReportWeeks: false,
  hosts: [],
  trainers: null,
};

const REPORT_MONTHS = ['03', '06', '09', '12'];

/** Days between the cut-off and the due date of the quarterly reports. */
export function reportDays(from: string, to: string): string[] {
  const days: string[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++)
    for (const month of REPORT_MONTHS) for (let day = 15; day <= 20; day++) days.push(`${year}-${month}-${day}`);
  return days.filter(day => from <= day && day <= to);
}

/** Every day of the spans that lies between two dates. */
export function daysOf(spans: { from: string; to: string }[], from: string, to: string): string[] {
  const days = new Set<string>();
  for (const span of spans)
    for (let day = span.from < from ? from : span.from; day <= span.to && day <= to; day = addDays(day, 1))
      days.add(day);
  return [...days].sort();
}
