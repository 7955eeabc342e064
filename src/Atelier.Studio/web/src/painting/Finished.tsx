import { useState } from 'preact/hooks';
import { downloadUrl } from '../api/client';
import type { Job } from '../api/contract';
import { go } from '../app/route';
import { info } from '../compose/catalogue';
import { selected } from '../gallery/selection';
import { Fault } from '../parts/Fault';
import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { composeAgain } from './composeAgain';
import { PaintLarger } from './PaintLarger';

const exact = 'png';
const formats = [exact, 'jpeg', 'tiff', 'webp'];

/** What can be done with a picture that is done, or was given up. */
export function Finished({ job }: { job: Job }) {
  const texts = t.value.painting;
  const [isEnlarging, setEnlarging] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const hasResult = job.state === 'succeeded';

  const again = async (): Promise<void> => {
    try {
      await composeAgain(job);
      go({ page: 'compose' });
    } catch (error) {
      setFault(error);
    }
  };

  return (
    <div class="finished">
      {hasResult && (
        <section class="save" aria-labelledby="download-heading">
          <h2 id="download-heading" class="visually-hidden">
            {texts.download}
          </h2>
          <a class="button primary large" href={downloadUrl(job.id, exact)} download>
            <Icon name="download" />
            {texts.save}
          </a>
          <p class="hint" id="other-formats">
            {texts.saveHelp}
          </p>
          <ul class="formats" aria-labelledby="other-formats">
            {(info.value?.formats ?? formats).filter((format) => format !== exact).map((format) => (
              <li key={format}>
                <a class="button chip" href={downloadUrl(job.id, format)} download>
                  {t.value.formats[format as keyof typeof t.value.formats] ?? format.toUpperCase()}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div class="finished-actions">
        {hasResult && (
          <button type="button" onClick={() => setEnlarging(true)}>
            <Icon name="larger" />
            {texts.larger}
          </button>
        )}
        <button type="button" onClick={() => void again()}>
          <Icon name="again" />
          {texts.again}
        </button>
        {hasResult && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              selected.value = [job.id];
              go({ page: 'gallery' });
            }}
          >
            <Icon name="compare" />
            {texts.compareWith}
          </button>
        )}
      </div>
      {fault !== null && <Fault error={fault} />}
      {isEnlarging && <PaintLarger job={job} onClose={() => setEnlarging(false)} />}
    </div>
  );
}
