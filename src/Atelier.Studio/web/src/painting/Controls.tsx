import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { useAction, type ActionProps } from './useAction';

/** What can be done with a picture on its way. */
export function Controls(props: ActionProps) {
  const texts = t.value.painting;
  const { state } = props.job;
  const { isBusy, run } = useAction(props);
  const isPaused = state === 'paused';
  const canKeep = state === 'running';
  return (
    <div class="controls" role="group" aria-label={texts.controls}>
      <button type="button" class="primary" aria-disabled={!canKeep || isBusy} onClick={() => canKeep && run('keep')}>
        <Icon name="check" />
        {texts.keep}
      </button>
      <div class="controls-row">
        <button type="button" aria-disabled={isBusy} onClick={() => run(isPaused ? 'resume' : 'pause')}>
          <Icon name={isPaused ? 'play' : 'pause'} />
          {isPaused ? texts.resume : texts.pause}
        </button>
        <button type="button" aria-disabled={isBusy} onClick={() => run('cancel')}>
          <Icon name="stop" />
          {texts.cancel}
        </button>
      </div>
    </div>
  );
}
