import { isDate } from './dates.js';

const VIETNAM = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });

/** The one source of time. The business date can be set, so that a demonstration or a test lives on a chosen day. */
export class Clock {
  /** A business date given as a function is asked each time, so it may move while the process runs. */
  constructor(private readonly businessDate?: string | (() => string)) {}

  /** Today in Vietnam, 'YYYY-MM-DD'. */
  today(): string {
    if (!this.businessDate) return VIETNAM.format(this.now());
    const date = typeof this.businessDate === 'string' ? this.businessDate : this.businessDate();
    if (!isDate(date)) throw new Error(`Not a date: ${date}`);
    return date;
  }

  now(): Date {
    return new Date();
  }
}
