import { isGone, pictureUrl, sampleUrl } from '../api/client';
import { comebacks } from '../api/connection';
import type { StyleRef } from '../api/contract';
import { FileButton } from '../parts/FileButton';
import { Fault } from '../parts/Fault';
import { Icon } from '../parts/Icon';
import { language } from '../app/preferences';
import { t } from '../texts';
import { paintingTitle } from '../texts/paintings';
import { samples } from './catalogue';
import { draft, isSameStyle, keepsTheRest, removeOwnStyle, toggleStyle, usedStyles } from './draft';
import { isDragging } from './useDrop';
import { receive, uploadFault, uploads } from './uploads';

/** The paintings to choose from: the visitor's own, then the studio's. */
export function StyleShelf() {
  const texts = t.value.compose;
  const coming = uploads.value.filter((one) => one.purpose === 'style');
  const fault = uploadFault.value?.purpose === 'style' ? uploadFault.value : null;
  return (
    <section class="shelf" aria-labelledby="shelf-heading" data-drop="style">
      <div class="section-head">
        <h2 id="shelf-heading">{texts.manner}</h2>
        <p class="hint">{keepsTheRest(draft.value) ? texts.mannerUnused : texts.mannerHint}</p>
      </div>
      <ul class="tiles">
        <li>
          <FileButton class={`tile tile-add ${isDragging.value ? 'is-target' : ''}`} multiple onFiles={(files) => receive(files, 'style')}>
            <Icon name="plus" />
            <span>{texts.ownPainting}</span>
          </FileButton>
        </li>
        {coming.map((one) => (
          <li key={`upload-${one.key}`}>
            <div class="tile tile-coming">
              <progress aria-label={texts.uploading} value={one.fraction} max={1} />
              <span>{texts.uploadingPercent(Math.round(one.fraction * 100))}</span>
            </div>
          </li>
        ))}
        {draft.value.ownStyles.map((one) => (
          <li key={one.id}>
            <Tile style={{ picture: one.id }} url={pictureUrl(one.id, 320)} title={one.title || texts.yourPainting} onMissing={() => void isGone(one.id).then((gone) => gone && removeOwnStyle(one.id))} />
            <button type="button" class="tile-remove icon-only" aria-label={texts.removePainting(one.title || texts.yourPainting)} title={texts.removePainting(one.title || texts.yourPainting)} onClick={() => removeOwnStyle(one.id)}>
              <Icon name="close" />
            </button>
          </li>
        ))}
        {samples.value?.map((one) => (
          <li key={one.id}>
            <Tile style={{ sample: one.id }} url={sampleUrl(one.id, 320)} title={paintingTitle(one, language.value)} />
          </li>
        ))}
        {!samples.value && Array.from({ length: 5 }, (_, index) => <li key={index} class="tile tile-waiting" aria-hidden="true" />)}
      </ul>
      {fault && <Fault error={fault.error} />}
    </section>
  );
}

function Tile({ style, url, title, onMissing }: { style: StyleRef; url: string; title: string; onMissing?: () => void }) {
  const isChosen = usedStyles(draft.value).some((one) => isSameStyle(one.style, style));
  return (
    <button type="button" class="tile tile-picture" aria-pressed={isChosen} onClick={() => toggleStyle(style)}>
      <img key={comebacks.value} src={url} alt="" loading="lazy" onError={onMissing} />
      <bdi class="tile-title">{title}</bdi>
      <span class="tile-check" aria-hidden="true">
        <Icon name="check" />
      </span>
    </button>
  );
}
