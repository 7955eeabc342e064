import type { Job } from '../api/contract';
import { t } from '../texts';

export const jobTitle = (job: Job): string => job.name || t.value.painting.untitled;
