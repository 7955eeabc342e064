import { tellError, type Told } from '../app/told';
import { Icon } from './Icon';
import { Message } from './Message';

/** Something went wrong: said at once by a screen reader. */
export function Fault(props: { error: unknown } | { told: Told }) {
  return (
    <div class="fault" role="alert">
      <Icon name="warning" />
      <Message told={'told' in props ? props.told : tellError(props.error)} />
    </div>
  );
}
