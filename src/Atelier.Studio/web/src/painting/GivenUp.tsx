import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { useAction, type ActionProps } from './useAction';

/** Takes a picture up again that was given up, as long as the studio keeps what was painted of it. */
export function GivenUp(props: ActionProps) {
  const texts = t.value.painting;
  const { isBusy, run } = useAction(props);
  return (
    <div class="controls">
      <button type="button" class="primary" aria-disabled={isBusy} onClick={() => run('resume')}>
        <Icon name="undo" />
        {texts.undo}
      </button>
      <p class="field-help">{texts.undoUntil(t.value.moment(props.job.resumableUntil!))}</p>
    </div>
  );
}
