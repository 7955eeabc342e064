import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isGone, pictureUrl } from '../api/client';
import { comebacks } from '../api/connection';
import { FileButton } from '../parts/FileButton';
import { Fault } from '../parts/Fault';
import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { change, draft, type StoredPicture } from './draft';
import { samplePhotos, type SamplePhotoName } from './samplePhotos';
import { isDragging } from './useDrop';
import { receive, upload, uploadFault, uploads, type Upload } from './uploads';

/** Where the photograph hangs. */
export function ContentFrame() {
  const texts = t.value.compose;
  const coming = uploads.value.find((one) => one.purpose === 'content');
  const { content } = draft.value;
  const fault = uploadFault.value?.purpose === 'content' ? uploadFault.value : null;
  const frame = useRef<HTMLDivElement>(null);
  useFocusAfterUpload(frame, coming !== undefined);
  return (
    <section class="content-section" aria-labelledby="content-heading" data-drop="content">
      <h2 id="content-heading" class="visually-hidden">
        {texts.photograph}
      </h2>
      <div ref={frame} class={`wall ${isDragging.value ? 'is-target' : ''} ${content || coming ? '' : 'is-empty'}`}>
        {coming ? <Coming upload={coming} /> : content ? <Hung picture={content} /> : <Empty />}
      </div>
      {fault && <Fault error={fault.error} />}
    </section>
  );
}

// The button that was pressed goes with the empty frame; whoever uses the keyboard goes on at the photograph that came.
function useFocusAfterUpload(frame: RefObject<HTMLDivElement | null>, isComing: boolean): void {
  const wasComing = useRef(false);
  useEffect(() => {
    if (wasComing.current && !isComing && document.activeElement === document.body) {
      frame.current?.querySelector('button')?.focus({ preventScroll: true });
    }
    wasComing.current = isComing;
  }, [isComing]);
}

function Empty() {
  const texts = t.value.compose;
  return (
    <div class="empty-frame">
      <p class="empty-title">{texts.drop}</p>
      <div class="empty-actions">
        <FileButton class="primary" multiple onFiles={(files) => receive(files, 'content')}>
          <Icon name="picture" />
          {texts.choosePhotograph}
        </FileButton>
        <span class="hint">{texts.orPaste}</span>
      </div>
      <SamplePhotos />
    </div>
  );
}

function SamplePhotos() {
  const texts = t.value.compose;
  const take = async (name: SamplePhotoName, url: string): Promise<void> => {
    const picture = await (await fetch(url)).blob();
    await upload(picture, 'content', texts.samplePhotos[name]);
  };
  return (
    <div class="sample-photos">
      <span class="hint" id="sample-photos">
        {texts.noneAtHand}
      </span>
      <ul aria-labelledby="sample-photos">
        {samplePhotos.map(({ name, url }) => (
          <li key={name}>
            <button type="button" class="sample-photo" onClick={() => void take(name, url)}>
              <img src={url} alt={texts.samplePhotos[name]} width={72} height={54} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Coming({ upload }: { upload: Upload }) {
  const texts = t.value.compose;
  const percent = Math.round(upload.fraction * 100);
  return (
    <figure class="hung is-coming">
      <div class="mat">
        <LocalPicture key={upload.localUrl} url={upload.localUrl} />
      </div>
      <figcaption>
        <progress aria-label={texts.uploading} value={upload.fraction} max={1} />
        <span>{upload.fraction < 1 ? texts.uploadingPercent(percent) : texts.reading}</span>
        <button type="button" class="quiet" onClick={() => upload.abort.abort()}>
          {t.value.cancel}
        </button>
      </figcaption>
    </figure>
  );
}

// Not every browser shows every kind of picture that the studio reads, TIFF for one.
function LocalPicture({ url }: { url: string }) {
  const [isShown, setShown] = useState(true);
  return isShown ? <img src={url} alt="" onError={() => setShown(false)} /> : <div class="unseen" />;
}

function Hung({ picture }: { picture: StoredPicture }) {
  const texts = t.value.compose;
  return (
    <figure class="hung">
      <div class="mat" style={{ '--ratio-number': String(picture.width / picture.height), '--pixels': String(picture.width) }}>
        <img key={comebacks.value} src={pictureUrl(picture.id, 1536)} width={picture.width} height={picture.height} alt={picture.title || texts.yourPhotograph} onError={() => void isGone(picture.id).then((gone) => gone && change({ content: null, regions: [] }))} />
      </div>
      <figcaption>
        <span class="cartel">
          <bdi class="cartel-title">{picture.title || texts.yourPhotograph}</bdi>
          {!picture.isReduced && <span class="cartel-note">{t.value.size(picture.width, picture.height)}</span>}
        </span>
        <FileButton class="quiet" onFiles={(files) => receive(files, 'content')}>
          {texts.replace}
        </FileButton>
        <button type="button" class="quiet" onClick={() => change({ content: null, regions: [] })}>
          {texts.takeDown}
        </button>
      </figcaption>
    </figure>
  );
}
