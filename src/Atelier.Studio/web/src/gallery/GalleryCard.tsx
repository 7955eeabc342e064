import { pictureUrl, previewUrl, shownResultUrl } from '../api/client';
import { isEnded, type Job } from '../api/contract';
import { hashOf } from '../app/route';
import { language } from '../app/preferences';
import { styleTitle } from '../compose/styleTitle';
import { Icon } from '../parts/Icon';
import { jobTitle } from '../painting/jobTitle';
import { t } from '../texts';
import { selected, toggleSelected } from './selection';

const shownSize = 768;

// The result, or the picture so far, or what it is going to be made from.
function shownUrl(job: Job): string {
  if (job.state === 'succeeded') {
    return shownResultUrl(job.id, shownSize);
  }
  return job.previewUrl ? previewUrl(job.id, job.progress?.number ?? 0) : pictureUrl(job.content, shownSize);
}

/** One picture in the gallery, with its label on the wall beside it. */
export function GalleryCard({ job, onRemove }: { job: Job; onRemove: () => void }) {
  const texts = t.value.gallery;
  const title = jobTitle(job);
  const canCompare = job.state === 'succeeded';
  const isSelected = selected.value.includes(job.id);
  return (
    <li class={`card ${isSelected ? 'is-selected' : ''}`}>
      <a class="card-picture" href={hashOf({ page: 'painting', job: job.id })} aria-label={texts.open(title, t.value.painting.states[job.state])}>
        <img src={shownUrl(job)} alt="" loading="lazy" />
        {!isEnded(job.state) && <progress value={job.progress?.fraction ?? 0} max={1} aria-label={t.value.painting.progress} />}
      </a>
      <div class="card-label">
        <p class="card-title">{title}</p>
        <p class="card-note">{job.styles.map(styleTitle).join(' + ') || t.value.regions.title}</p>
        <p class="card-note">
          {job.state !== 'succeeded' && <span class={`state state-${job.state}`}>{t.value.painting.states[job.state]}</span>}
          {job.state === 'succeeded' && job.width && job.height && <span>{t.value.size(job.width, job.height)}</span>}
          <time dateTime={job.created}>{new Date(job.created).toLocaleString(language.value === 'zh' ? 'zh-CN' : 'en', { dateStyle: 'medium', timeStyle: 'short' })}</time>
        </p>
      </div>
      <div class="card-tools">
        {canCompare && (
          <label class="card-choice">
            <input type="checkbox" checked={isSelected} onChange={() => toggleSelected(job.id)} />
            <span aria-hidden="true">{texts.choose}</span>
            <span class="visually-hidden">{texts.chooseThis(title)}</span>
          </label>
        )}
        {isEnded(job.state) && (
          <button type="button" class="quiet icon-only" aria-label={texts.remove(title)} title={texts.remove(title)} onClick={onRemove}>
            <Icon name="trash" />
          </button>
        )}
      </div>
    </li>
  );
}
