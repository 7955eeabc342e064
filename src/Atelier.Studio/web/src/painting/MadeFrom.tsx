import { pictureUrl, recipeUrl, styleUrl } from '../api/client';
import type { Job } from '../api/contract';
import { hashOf } from '../app/route';
import { options } from '../compose/catalogue';
import { styleTitle } from '../compose/styleTitle';
import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { jobName } from './jobTitle';
import { choiceTitle, optionTitle, presetTitle } from '../texts/optionTexts';

/** The recipe: pictures, preset and whatever was changed. */
export function MadeFrom({ job }: { job: Job }) {
  const texts = t.value.painting;
  const given = Object.entries(job.options ?? {}).filter(([name]) => name !== 'size' || !job.width);
  const preset = options.value?.presets.find((one) => one.name === job.preset);
  return (
    <section class="made-from" aria-labelledby="made-from-heading">
      <h2 id="made-from-heading">{texts.madeFrom}</h2>
      <ul class="ingredients">
        <li>
          <img src={pictureUrl(job.content, 160)} alt={t.value.compose.photograph} />
        </li>
        {[...job.styles, ...(job.regions ?? []).map((region) => region.style)].map((style, index) => (
          <li key={index}>
            <img src={styleUrl(style, 160)} alt={styleTitle(style)} title={styleTitle(style)} />
          </li>
        ))}
      </ul>
      <dl class="recipe">
        {job.preset && (
          <div>
            <dt>{t.value.options.preset}</dt>
            <dd>{preset ? presetTitle(preset) : job.preset}</dd>
          </div>
        )}
        {job.width && job.height && (
          <div>
            <dt>{texts.pixels}</dt>
            <dd>{t.value.size(job.width, job.height)}</dd>
          </div>
        )}
        {job.continueFrom && (
          <div>
            <dt>{texts.continues}</dt>
            <dd>
              <a href={hashOf({ page: 'painting', job: job.continueFrom })}>{texts.smallerPicture}</a>
            </dd>
          </div>
        )}
        {given.map(([name, text]) => {
          const option = options.value?.options.find((one) => one.name === name);
          return (
            <div key={name}>
              <dt>{option ? optionTitle(option) : name}</dt>
              <dd>{option?.kind === 'choice' ? choiceTitle(name, text) : text}</dd>
            </div>
          );
        })}
      </dl>
      {job.recipeUrl && (
        <a class="quiet-link" href={recipeUrl(job.id)} download={`${jobName(job) || 'atelier'}.recipe.json`}>
          <Icon name="download" />
          {texts.recipeFile}
        </a>
      )}
    </section>
  );
}
