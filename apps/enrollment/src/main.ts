import { runService } from '#platform';
import { enrollment } from './service.js';

await runService(enrollment);
