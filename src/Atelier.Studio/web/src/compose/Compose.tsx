import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { announce } from '../app/announce';
import { go } from '../app/route';
import { startJob } from '../api/client';
import type { Notice } from '../api/contract';
import { StudioError } from '../api/problem';
import { uniqueKey } from '../api/uniqueKey';
import { FirstOptions } from '../options/FirstOptions';
import { MoreOptions } from '../options/MoreOptions';
import { rangeFault } from '../options/optionModel';
import { Presets } from '../options/Presets';
import { Fault } from '../parts/Fault';
import { Refusal } from '../parts/Refusal';
import { Icon } from '../parts/Icon';
import { Regions } from '../regions/Regions';
import { t } from '../texts';
import { catalogueFault, info, options } from './catalogue';
import { ContentFrame } from './ContentFrame';
import { change, draft, missing, setOption, toRequest } from './draft';
import { Mixture } from './Mixture';
import { NetworkNote } from './NetworkNote';
import { StyleShelf } from './StyleShelf';
import { uploads } from './uploads';

/** Where a photograph and paintings are brought together. */
export function Compose() {
  const texts = t.value.compose;
  return (
    <div class="compose">
      <h1 class={draft.value.content ? 'visually-hidden' : 'hero'} tabIndex={-1}>
        {texts.hero}
      </h1>
      {catalogueFault.value !== null && <Fault error={catalogueFault.value} />}
      <div class="compose-columns">
        <div class="compose-stage">
          <ContentFrame />
          <StyleShelf />
        </div>
        <Panel />
      </div>
    </div>
  );
}

function Panel() {
  const faults = useSignal<Readonly<Record<string, Notice>>>({});
  const refusal = useSignal<unknown>(null);
  const isSending = useSignal(false);
  // The same request sent twice, since no answer came to the first, is one job.
  const lastTry = useRef({ body: '', key: '' });
  const texts = t.value.compose;
  const known = options.value;
  const { preset: presetName, options: given } = draft.value;
  const preset = known?.presets.find((one) => one.name === presetName);

  const set = (name: string, text: string | null): void => {
    setOption(name, text);
    const { [name]: _, ...others } = faults.value;
    faults.value = others;
  };

  const paint = async (): Promise<void> => {
    if (whyNot()) {
      return;
    }
    isSending.value = true;
    refusal.value = null;
    faults.value = {};
    try {
      const request = toRequest(draft.value);
      const body = JSON.stringify(request);
      if (lastTry.current.body !== body) {
        lastTry.current = { body, key: uniqueKey() };
      }
      const job = await startJob(request, lastTry.current.key);
      announce(t.value.painting.started);
      go({ page: 'painting', job: job.id });
    } catch (error) {
      refuse(error);
    } finally {
      isSending.value = false;
    }
  };

  const refuse = (error: unknown): void => {
    faults.value = error instanceof StudioError ? error.fields : {};
    refusal.value = error;
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-option] [aria-invalid="true"]')?.focus());
  };

  const whyNot = (): string | null => {
    if (uploads.value.length > 0) {
      return texts.waitForUpload;
    }
    const lacks = missing(draft.value);
    if (lacks) {
      return lacks === 'content' ? texts.needsContent : texts.needsStyle;
    }
    return known?.options.some((one) => rangeFault(one, given[one.name] ?? '')) ? texts.seeFields : null;
  };

  const reason = whyNot();
  return (
    <div class="panel">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void paint();
        }}
      >
        <div class="panel-settings">
          <h2 class="visually-hidden">{texts.howToPaint}</h2>
          {known && (
            <>
              <Presets presets={known.presets} chosen={presetName} onChoose={(name) => change({ preset: name })} />
              <FirstOptions options={known.options} preset={preset} texts={given} faults={faults.value} onChange={set} />
            </>
          )}
          <Mixture />
          <Regions />
          {known && <MoreOptions options={known.options} preset={preset} texts={given} faults={faults.value} onChange={set} />}
          <NetworkNote info={info.value} />
        </div>
        <div class="panel-foot">
          {refusal.value !== null && <Refusal error={refusal.value} isShownAt={(field) => known?.options.some((one) => one.name === field) ?? false} />}
          <button type="submit" class="primary large" aria-disabled={reason !== null || isSending.value} aria-describedby="paint-reason">
            <Icon name="brush" />
            {isSending.value ? texts.sending : texts.paint}
          </button>
          <p id="paint-reason" class="hint">
            {reason ?? (info.value?.isSameMachine ? texts.readyToPaint : texts.readyElsewhere(location.host))}
          </p>
        </div>
      </form>
    </div>
  );
}
