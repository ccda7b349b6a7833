import { runService } from '#platform';
import { reporting } from './service.js';

await runService(reporting);
