import { Icon } from '../parts/Icon';

interface PartProps {
  label: string;
  url: string;
  /** Where the part is; null for the whole picture. */
  mask: string | null;
  isDisabled?: boolean;
  onEdit: () => void;
}

/** A small picture, pale where its part is not; pressed, the part is marked anew. */
export function Part({ label, url, mask, isDisabled = false, onEdit }: PartProps) {
  return (
    <button type="button" class="region-mask" aria-label={label} title={label} disabled={isDisabled} onClick={onEdit}>
      <img class={mask ? 'region-rest' : ''} src={url} alt="" />
      {mask && <img class="region-part" src={url} alt="" style={{ maskImage: `url("${mask}")` }} />}
      <Icon name="pencil" />
    </button>
  );
}
