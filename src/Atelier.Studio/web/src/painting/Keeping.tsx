import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { useAction, type ActionProps } from './useAction';

/** When the studio removes a picture, and how to keep it for ever; where the studio removes none, there is nothing to say. */
export function Keeping(props: ActionProps) {
  const texts = t.value.painting;
  const { pinned, expires } = props.job;
  const { isBusy, run } = useAction(props);
  if (!pinned && !expires) {
    return null;
  }
  return (
    <div class="keeping">
      <p class="field-help">{pinned ? texts.pinned : texts.expires(t.value.day(expires!))}</p>
      <button type="button" aria-disabled={isBusy} onClick={() => run(pinned ? 'unpin' : 'pin')}>
        <Icon name="pin" />
        {pinned ? texts.unpin : texts.pin}
      </button>
    </div>
  );
}
