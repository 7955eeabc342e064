import type { Job } from '../api/contract';
import { t } from '../texts';
import { plainName } from '../texts/names';

// The studio's own name for a job that was given none.
const nameless = 'untitled';

/** The name that a job was given; empty where it has none. */
export const jobName = ({ name }: Job): string => (name && name !== nameless ? plainName(name) : '');

export const jobTitle = (job: Job): string => jobName(job) || t.value.painting.untitled;
