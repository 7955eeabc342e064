import { useState } from 'preact/hooks';
import { startJob } from '../api/client';
import type { Job } from '../api/contract';
import { uniqueKey } from '../api/uniqueKey';
import { go } from '../app/route';
import { Dialog } from '../parts/Dialog';
import { Refusal } from '../parts/Refusal';
import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { isWhole, largerRequest } from './largerRequest';

const factors = [1.5, 2, 3, 4] as const;

/** The same picture with more pixels; the painter goes on from the one that is there. */
export function PaintLarger({ job, onClose }: { job: Job; onClose: () => void }) {
  const texts = t.value.larger;
  const { width, height } = { width: job.width ?? 512, height: job.height ?? 512 };
  const [factor, setFactor] = useState<number>(2);
  const [isSending, setSending] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  const paint = async (): Promise<void> => {
    setSending(true);
    setFault(null);
    try {
      const next = await startJob(largerRequest(job, Math.round(Math.max(width, height) * factor)), uniqueKey());
      onClose();
      go({ page: 'painting', job: next.id });
    } catch (error) {
      setFault(error);
      setSending(false);
    }
  };

  return (
    <Dialog title={texts.title} onClose={onClose}>
      <form
        class="larger"
        onSubmit={(event) => {
          event.preventDefault();
          void paint();
        }}
      >
        <p>{isWhole(job) ? texts.help : texts.anew}</p>
        <fieldset class="larger-sizes">
          <legend class="visually-hidden">{texts.size}</legend>
          {factors.map((one) => (
            <label key={one} class="larger-size">
              <input type="radio" name="factor" checked={factor === one} onChange={() => setFactor(one)} />
              <span class="larger-factor">{t.value.times(one)}</span>
              <span class="hint">{t.value.size(Math.round(width * one), Math.round(height * one))}</span>
            </label>
          ))}
        </fieldset>
        {fault !== null && <Refusal error={fault} />}
        <button type="submit" class="primary large" aria-disabled={isSending}>
          <Icon name="brush" />
          {isSending ? t.value.compose.sending : t.value.compose.paint}
        </button>
      </form>
    </Dialog>
  );
}
