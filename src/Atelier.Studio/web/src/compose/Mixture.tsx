import { styleUrl } from '../api/client';
import { Slider } from '../parts/Slider';
import { t } from '../texts';
import { draft, heaviest, usedStyles, weigh } from './draft';
import { positionOf, weightAt } from './mixtureModel';
import { styleTitle } from './styleTitle';

const end = positionOf(heaviest);

/** How much each of several paintings counts; all count alike where the sliders stand in the middle. */
export function Mixture() {
  const styles = usedStyles(draft.value);
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
          <Slider
            label={<bdi>{styleTitle(style)}</bdi>}
            value={Math.max(-end, positionOf(weight))}
            min={-end}
            max={end}
            step={1}
            text={t.value.percent(weight / sum)}
            onChange={(next) => weigh(style, weightAt(next))}
          />
        </div>
      ))}
    </section>
  );
}
