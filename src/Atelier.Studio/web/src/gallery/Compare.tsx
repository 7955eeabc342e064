import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { getJob, shownResultUrl } from '../api/client';
import { comebacks } from '../api/connection';
import type { Job } from '../api/contract';
import { hashOf } from '../app/route';
import { options } from '../compose/catalogue';
import { styleTitle } from '../compose/styleTitle';
import { Fault } from '../parts/Fault';
import { jobTitle } from '../painting/jobTitle';
import { t } from '../texts';
import { isolated } from '../texts/names';
import { choiceTitle, optionTitle } from '../texts/optionTexts';
import { BeforeAfter } from '../viewer/BeforeAfter';
import { recipeDifferences } from './recipeDifferences';

const shownSize = 1536;

/** Two pictures, on top of each other or side by side, and in what their recipes differ. */
export function Compare({ left, right }: { left: string; right: string }) {
  const texts = t.value.compare;
  const pair = useSignal<readonly [Job, Job] | null>(null);
  const fault = useSignal<unknown>(null);
  const [mode, setMode] = useState<'over' | 'beside' | null>(null);
  const comeback = comebacks.value;
  const isAlike = pair.value === null || haveSameShape(...pair.value);
  const shown = mode ?? (isAlike ? 'over' : 'beside');

  useEffect(() => {
    const leave = new AbortController();
    Promise.all([getJob(left, leave.signal), getJob(right, leave.signal)]).then(
      (both) => (pair.value = both),
      (error: unknown) => {
        if (!leave.signal.aborted) {
          fault.value = error;
        }
      },
    );
    return () => leave.abort();
  }, [left, right, comeback]);

  return (
    <div class="compare">
      <div class="gallery-head">
        <h1 tabIndex={-1}>{texts.title}</h1>
        <div class="segments" role="group" aria-label={t.value.viewer.modes}>
          <button type="button" aria-pressed={shown === 'over'} onClick={() => setMode('over')}>
            {texts.over}
          </button>
          <button type="button" aria-pressed={shown === 'beside'} onClick={() => setMode('beside')}>
            {texts.beside}
          </button>
        </div>
      </div>
      {fault.value !== null && <Fault error={fault.value} />}
      {pair.value && (shown === 'over' ? <Over pair={pair.value} /> : <Beside pair={pair.value} />)}
      {!isAlike && shown === 'over' && <p class="hint">{texts.shapes}</p>}
      {pair.value && <Differences pair={pair.value} />}
    </div>
  );
}

const haveSameShape = (a: Job, b: Job): boolean => Math.abs(Math.log(((a.width ?? 1) * (b.height ?? 1)) / ((a.height ?? 1) * (b.width ?? 1)))) < 0.02;

function Over({ pair: [a, b] }: { pair: readonly [Job, Job] }) {
  return (
    <div class="wall">
      <div class="hung-picture">
        <BeforeAfter
          before={shownResultUrl(a.id, shownSize)}
          after={shownResultUrl(b.id, shownSize)}
          beforeLabel={t.value.compare.first}
          afterLabel={t.value.compare.second}
          width={b.width ?? 4}
          height={b.height ?? 3}
          alt={t.value.compare.alt(jobTitle(a), jobTitle(b))}
          hasTwoShapes={!haveSameShape(a, b)}
        />
      </div>
    </div>
  );
}

function Beside({ pair }: { pair: readonly [Job, Job] }) {
  return (
    <div class="beside">
      {pair.map((job, index) => (
        <figure key={job.id} class="wall">
          <div class="hung-picture">
            <img src={shownResultUrl(job.id, shownSize)} alt={t.value.painting.alt(jobTitle(job))} width={job.width ?? undefined} height={job.height ?? undefined} />
          </div>
          <figcaption class="hint">{index === 0 ? t.value.compare.first : t.value.compare.second}</figcaption>
        </figure>
      ))}
    </div>
  );
}

function Differences({ pair: [a, b] }: { pair: readonly [Job, Job] }) {
  const texts = t.value.compare;
  const rows = recipeDifferences(a, b).filter((row) => row.name !== 'size');
  const nameOf = (name: string): string => {
    const option = options.value?.options.find((one) => one.name === name);
    return option ? optionTitle(option) : name;
  };
  const valueOf = (name: string, text: string | null): string => (text === null ? texts.standard : choiceTitle(name, text));
  const stylesOf = (job: Job): string => job.styles.map(styleTitle).map(isolated).join(' + ');
  return (
    <div class="table-scroll">
      <table class="differences">
        <caption>{texts.differences}</caption>
        <thead>
          <tr>
            <td />
            {[a, b].map((job, index) => (
              <th key={job.id} scope="col">
                <a href={hashOf({ page: 'painting', job: job.id })}>{index === 0 ? texts.first : texts.second}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{texts.name}</th>
            <td>
              <bdi>{jobTitle(a)}</bdi>
            </td>
            <td>
              <bdi>{jobTitle(b)}</bdi>
            </td>
          </tr>
          <tr>
            <th scope="row">{texts.paintings}</th>
            <td>{stylesOf(a)}</td>
            <td>{stylesOf(b)}</td>
          </tr>
          <tr>
            <th scope="row">{t.value.painting.pixels}</th>
            <td>{t.value.size(a.width ?? 0, a.height ?? 0)}</td>
            <td>{t.value.size(b.width ?? 0, b.height ?? 0)}</td>
          </tr>
          {rows.map(({ name, left, right }) => (
            <tr key={name}>
              <th scope="row">{nameOf(name)}</th>
              <td>{valueOf(name, left)}</td>
              <td>{valueOf(name, right)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
