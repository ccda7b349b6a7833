import { runService } from '#platform';
import { scheduling } from './service.js';

await runService(scheduling);
