import { styleUrl } from '../api/client';
import { Slider } from '../parts/Slider';
import { t } from '../texts';
import { draft, weigh } from './draft';
import { styleTitle } from './styleTitle';

const heaviest = 10;

/** How much each of several paintings counts. */
export function Mixture() {
  const { styles } = draft.value;
  if (styles.length < 2) {
    return null;
  }
  const sum = styles.reduce((all, one) => all + one.weight, 0);
  return (
    <section class="mixture" aria-labelledby="mixture-heading">
      <h3 id="mixture-heading">{t.value.compose.mixture}</h3>
      {styles.map(({ style, weight }) => (
        <div class="mixture-row" key={style.sample ?? style.picture}>
          <img src={styleUrl(style, 160)} alt="" />
          <Slider label={styleTitle(style)} value={weight} min={1} max={heaviest} step={1} text={t.value.percent(weight / sum)} onChange={(next) => weigh(style, next)} />
        </div>
      ))}
    </section>
  );
}
