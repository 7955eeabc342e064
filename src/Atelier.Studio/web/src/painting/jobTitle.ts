import type { Job } from '../api/contract';
import { t } from '../texts';

// What the studio calls a job that was given no name.
const nameless = 'untitled';

export const jobTitle = (job: Job): string => (job.name && job.name !== nameless ? job.name : t.value.painting.untitled);
