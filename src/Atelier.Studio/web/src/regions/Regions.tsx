import { useState } from 'preact/hooks';
import { pictureUrl, styleUrl } from '../api/client';
import type { RegionRef, StyleRef } from '../api/contract';
import { samples } from '../compose/catalogue';
import { change, draft, isSameStyle, setOption } from '../compose/draft';
import { styleTitle } from '../compose/styleTitle';
import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { MaskEditor } from './MaskEditor';

/** Parts of the picture that are painted in a manner of their own. */
export function Regions() {
  const texts = t.value.regions;
  const { content, regions, options } = draft.value;
  const [edited, setEdited] = useState<number | 'new' | null>(null);

  const done = (mask: string): void => {
    const next = edited === 'new' ? [...regions, { mask, style: firstStyle() }] : regions.map((one, index) => (index === edited ? { ...one, mask } : one));
    change({ regions: next });
    setEdited(null);
  };

  return (
    <section class="regions" aria-labelledby="regions-heading">
      <h3 id="regions-heading">{texts.title}</h3>
      {regions.length === 0 && <p class="field-help">{texts.intro}</p>}
      {content && regions.length > 0 && (
        <ul class="region-list">
          {regions.map((region, index) => (
            <RegionRow key={region.mask + index} region={region} content={content.id} index={index} onEdit={() => setEdited(index)} />
          ))}
        </ul>
      )}
      <button type="button" disabled={!content} onClick={() => setEdited('new')}>
        <Icon name="brush" />
        {texts.add}
      </button>
      {regions.length > 0 && (
        <label class="keep-rest">
          <input type="checkbox" class="switch" role="switch" checked={options.elsewhere === 'keep'} onChange={(event) => setOption('elsewhere', event.currentTarget.checked ? 'keep' : null)} />
          {texts.keepRest}
        </label>
      )}
      {edited !== null && content && (
        <MaskEditor content={content} {...(edited === 'new' ? {} : { mask: regions[edited]!.mask })} onDone={done} onClose={() => setEdited(null)} />
      )}
    </section>
  );
}

function firstStyle(): StyleRef {
  const { styles, ownStyles } = draft.value;
  const used = styles.map((one) => one.style);
  const other = samples.value?.map((one) => ({ sample: one.id })).find((one) => !used.some((each) => isSameStyle(each, one)));
  return other ?? used[0] ?? (ownStyles[0] ? { picture: ownStyles[0].id } : {});
}

function RegionRow({ region, content, index, onEdit }: { region: RegionRef; content: string; index: number; onEdit: () => void }) {
  const texts = t.value.regions;
  const { regions, ownStyles } = draft.value;
  const all: StyleRef[] = [...ownStyles.map((one) => ({ picture: one.id })), ...(samples.value ?? []).map((one) => ({ sample: one.id }))];
  const chosen = all.findIndex((one) => isSameStyle(one, region.style));
  const setStyle = (style: StyleRef): void => change({ regions: regions.map((one, each) => (each === index ? { ...one, style } : one)) });
  const number = index + 1;
  return (
    <li class="region">
      <button type="button" class="region-mask" aria-label={texts.edit(number)} title={texts.edit(number)} onClick={onEdit}>
        <img class="region-rest" src={pictureUrl(content, 160)} alt="" />
        <img class="region-part" src={pictureUrl(content, 160)} alt="" style={{ maskImage: `url("${pictureUrl(region.mask, 160)}")` }} />
        <Icon name="pencil" />
      </button>
      <img class="region-style" src={styleUrl(region.style, 160)} alt="" />
      <label>
        <span class="visually-hidden">{texts.manner(number)}</span>
        <select value={String(chosen)} onChange={(event) => setStyle(all[Number(event.currentTarget.value)]!)}>
          {all.map((style, at) => (
            <option key={at} value={String(at)}>
              {styleTitle(style)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="quiet icon-only" aria-label={texts.remove(number)} title={texts.remove(number)} onClick={() => change({ regions: regions.filter((_, each) => each !== index) })}>
        <Icon name="trash" />
      </button>
    </li>
  );
}
