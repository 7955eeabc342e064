import { pictureUrl, previewUrl, shownResultUrl } from '../api/client';
import { canBeResumed, isEnded, type Job } from '../api/contract';
import { hashOf } from '../app/route';
import { styleTitle } from '../compose/styleTitle';
import { Icon, type IconName } from '../parts/Icon';
import { jobTitle } from '../painting/jobTitle';
import { useAction, type ActionProps } from '../painting/useAction';
import { t } from '../texts';
import { isolated } from '../texts/names';
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
export function GalleryCard({ onRemove, ...props }: ActionProps & { onRemove: () => void }) {
  const { job } = props;
  const texts = t.value.gallery;
  const title = jobTitle(job);
  const canCompare = job.state === 'succeeded';
  const isSelected = selected.value.includes(job.id);
  const { isBusy, run } = useAction(props);
  const tool = (name: IconName, label: string, onClick: () => void, { text, isPressed }: { text?: string; isPressed?: boolean } = {}) => (
    <button type="button" class={text ? 'quiet' : 'quiet icon-only'} aria-label={label} title={label} aria-disabled={isBusy} aria-pressed={isPressed} onClick={onClick}>
      <Icon name={name} />
      {text}
    </button>
  );
  return (
    <li class={`card ${isSelected ? 'is-selected' : ''}`}>
      <a class="card-picture" href={hashOf({ page: 'painting', job: job.id })} aria-label={texts.open(title, t.value.painting.states[job.state])}>
        <img src={shownUrl(job)} alt="" loading="lazy" />
        {!isEnded(job.state) && <progress value={job.progress?.fraction ?? 0} max={1} aria-label={t.value.painting.progress} />}
      </a>
      <div class="card-label">
        <p class="card-title">
          <bdi>{title}</bdi>
        </p>
        <p class="card-note">{job.styles.map(styleTitle).map(isolated).join(' + ') || t.value.regions.title}</p>
        <p class="card-note">
          {job.state !== 'succeeded' && <span class={`state state-${job.state}`}>{t.value.painting.states[job.state]}</span>}
          {job.state === 'succeeded' && job.width && job.height && <span>{t.value.size(job.width, job.height)}</span>}
          <time dateTime={job.created}>{t.value.moment(job.created)}</time>
        </p>
        {job.expires && !job.pinned && <p class="card-note">{texts.expires(t.value.day(job.expires))}</p>}
      </div>
      <div class="card-tools">
        {canCompare && (
          <label class="card-choice">
            <input type="checkbox" checked={isSelected} onChange={() => toggleSelected(job.id)} />
            <span aria-hidden="true">{texts.choose}</span>
            <span class="visually-hidden">{texts.chooseThis(title)}</span>
          </label>
        )}
        {!isEnded(job.state)
          ? tool('stop', texts.giveUp(title), () => run('cancel'))
          : canBeResumed(job) &&
            (job.state === 'failed'
              ? tool('again', texts.tryAgain(title), () => run('resume'), { text: t.value.painting.tryAgain })
              : tool('undo', texts.undo(title), () => run('resume'), { text: t.value.painting.undo }))}
        {isEnded(job.state) && (job.pinned || job.expires) && tool('pin', texts.pin(title), () => run(job.pinned ? 'unpin' : 'pin'), { isPressed: !!job.pinned })}
        {isEnded(job.state) && tool('trash', texts.remove(title), onRemove)}
      </div>
    </li>
  );
}
