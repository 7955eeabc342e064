import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { useAction, type ActionProps } from './useAction';

/** Takes a picture up again that was given up or failed, as long as the studio keeps what was painted of it. */
export function TakeUpAgain(props: ActionProps) {
  const texts = t.value.painting;
  const { isBusy, run } = useAction(props);
  const hasFailed = props.job.state === 'failed';
  const until = t.value.moment(props.job.resumableUntil!);
  return (
    <div class="controls">
      <button type="button" class="primary" aria-disabled={isBusy} onClick={() => run('resume')}>
        <Icon name={hasFailed ? 'again' : 'undo'} />
        {hasFailed ? texts.tryAgain : texts.undo}
      </button>
      <p class="field-help">{hasFailed ? texts.tryAgainUntil(until) : texts.undoUntil(until)}</p>
    </div>
  );
}
