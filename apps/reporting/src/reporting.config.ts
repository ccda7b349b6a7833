import { ServiceConfig } from '#platform';

/** Nothing beyond what every service reads. */
export class ReportingConfig extends ServiceConfig {}
