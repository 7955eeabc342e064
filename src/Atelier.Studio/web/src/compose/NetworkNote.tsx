import type { StudioInfo } from '../api/contract';
import { t } from '../texts';

/** Says so where only the small embedded network is there, and how to get the finer one. */
export function NetworkNote({ info }: { info: StudioInfo | null }) {
  const hasFiner = info?.networks.some((network) => network.installed && network.name.startsWith('vgg')) ?? true;
  if (hasFiner) {
    return null;
  }
  return (
    <p class="note">
      {t.value.compose.smallNetwork} <code>atelier networks pull vgg19</code>
    </p>
  );
}
