import { useState } from 'preact/hooks';
import { pictureUrl, styleUrl } from '../api/client';
import type { RegionRef, StyleRef } from '../api/contract';
import { sampleOf, samples } from '../compose/catalogue';
import { change, draft, isSameStyle, setOption } from '../compose/draft';
import { styleTitle } from '../compose/styleTitle';
import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { MaskEditor, type Easel } from './MaskEditor';
import { Part } from './Part';

/** What is being marked: a new part, or that of a region, in the photograph or in its painting. */
type Edited = { index: number | 'new'; isPainting: boolean };

/** Parts of the picture that are painted in a manner of their own. */
export function Regions() {
  const texts = t.value.regions;
  const { content, regions, options } = draft.value;
  const [edited, setEdited] = useState<Edited | null>(null);
  const region = edited && edited.index !== 'new' ? regions[edited.index] : undefined;
  const easel = edited && (edited.isPainting ? easelOf(region!.style) : content && { url: pictureUrl(content.id, 1536), width: content.width, height: content.height, isPainting: false });

  const done = (mask: string): void => {
    if (edited?.index === 'new') {
      change({ regions: [...regions, { mask, style: firstStyle() }] });
    } else if (edited) {
      alter(edited.index, edited.isPainting ? { styleMask: mask } : { mask });
    }
    setEdited(null);
  };

  return (
    <section class="regions" aria-labelledby="regions-heading">
      <h3 id="regions-heading">{texts.title}</h3>
      {regions.length === 0 && <p class="field-help">{texts.intro}</p>}
      {content && regions.length > 0 && (
        <ul class="region-list">
          {regions.map((one, index) => (
            <RegionRow key={one.mask + index} region={one} content={content.id} index={index} onEdit={(isPainting) => setEdited({ index, isPainting })} />
          ))}
        </ul>
      )}
      <button type="button" disabled={!content} onClick={() => setEdited({ index: 'new', isPainting: false })}>
        <Icon name="brush" />
        {texts.add}
      </button>
      {regions.length > 0 && (
        <label class="keep-rest">
          <input type="checkbox" class="switch" role="switch" checked={options.elsewhere === 'keep'} onChange={(event) => setOption('elsewhere', event.currentTarget.checked ? 'keep' : null)} />
          {texts.keepRest}
        </label>
      )}
      {easel && <MaskEditor easel={easel} mask={edited.isPainting ? (region?.styleMask ?? undefined) : region?.mask} onDone={done} onClose={() => setEdited(null)} />}
    </section>
  );
}

function alter(index: number, part: Partial<RegionRef>): void {
  change({ regions: draft.value.regions.map((one, each) => (each === index ? { ...one, ...part } : one)) });
}

function firstStyle(): StyleRef {
  const { styles, ownStyles } = draft.value;
  const used = styles.map((one) => one.style);
  const other = samples.value?.map((one) => ({ sample: one.id })).find((one) => !used.some((each) => isSameStyle(each, one)));
  return other ?? used[0] ?? (ownStyles[0] ? { picture: ownStyles[0].id } : {});
}

/** The painting on the easel; null where its size is not known. */
function easelOf(style: StyleRef): Easel | null {
  const size = style.sample ? sampleOf(style.sample) : draft.value.ownStyles.find((one) => one.id === style.picture);
  return size ? { url: styleUrl(style, 1536), width: size.width, height: size.height, isPainting: true } : null;
}

interface RegionRowProps {
  region: RegionRef;
  content: string;
  index: number;
  onEdit: (isPainting: boolean) => void;
}

function RegionRow({ region, content, index, onEdit }: RegionRowProps) {
  const texts = t.value.regions;
  const all: StyleRef[] = [...draft.value.ownStyles.map((one) => ({ picture: one.id })), ...(samples.value ?? []).map((one) => ({ sample: one.id }))];
  const chosen = all.findIndex((one) => isSameStyle(one, region.style));
  const number = index + 1;
  return (
    <li class="region">
      <Part label={texts.edit(number)} url={pictureUrl(content, 160)} mask={pictureUrl(region.mask, 160)} onEdit={() => onEdit(false)} />
      <Part label={texts.editPainting(number)} url={styleUrl(region.style, 160)} mask={region.styleMask ? pictureUrl(region.styleMask, 160) : null} isDisabled={!easelOf(region.style)} onEdit={() => onEdit(true)} />
      <div class="region-words">
        <label>
          <span class="visually-hidden">{texts.manner(number)}</span>
          <select value={String(chosen)} onChange={(event) => alter(index, { style: all[Number(event.currentTarget.value)]!, styleMask: null })}>
            {chosen < 0 && <option value="-1">{styleTitle(region.style)}</option>}
            {all.map((style, at) => (
              <option key={at} value={String(at)}>
                {styleTitle(style)}
              </option>
            ))}
          </select>
        </label>
        {region.styleMask ? (
          <button type="button" class="quiet region-whole" onClick={() => alter(index, { styleMask: null })}>
            <Icon name="undo" />
            {texts.wholePainting}
          </button>
        ) : (
          <p class="field-help">{texts.wholePaintingCounts}</p>
        )}
      </div>
      <button type="button" class="quiet icon-only" aria-label={texts.remove(number)} title={texts.remove(number)} onClick={() => change({ regions: draft.value.regions.filter((_, each) => each !== index) })}>
        <Icon name="trash" />
      </button>
    </li>
  );
}
