import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';

/** Something went wrong: said at once by a screen reader. */
export function Fault({ children }: { children: ComponentChildren }) {
  return (
    <div class="fault" role="alert">
      <Icon name="warning" />
      <div>{children}</div>
    </div>
  );
}
