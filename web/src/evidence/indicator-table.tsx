import { useWords } from '../words/words.tsx';
import { indicatorsByUnit } from './indicators-by-unit.ts';
import type { Indicator } from './types.ts';

/** Indicators with their numbers, under the names of their units where there are several. */
export function IndicatorTable({ indicators }: { readonly indicators: readonly Indicator[] }) {
  const t = useWords();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('goals.indicators')}>
      <table>
        <caption>{t('goals.indicators')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('evidence.indicator')}</th>
            {(['baseline', 'target', 'actual', 'weight'] as const).map((name) => (
              <th key={name} scope="col" className="number">
                {t(`field.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        {indicatorsByUnit(indicators).map(({ heading, indicators: own }) => (
          <tbody key={heading ?? ''}>
            {heading !== undefined && (
              <tr>
                <th scope="rowgroup" colSpan={5}>
                  {heading}
                </th>
              </tr>
            )}
            {own.map((indicator) => (
              <IndicatorRow key={indicator.id} indicator={indicator} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function IndicatorRow({ indicator }: { readonly indicator: Indicator }) {
  const t = useWords();
  return (
    <tr>
      <th scope="row">
        {t.locale === 'en' ? (indicator.nameEn ?? indicator.name) : indicator.name}{' '}
        <span className="soft">
          {indicator.unitOfMeasure} · {t(`direction.${indicator.direction}`)}
        </span>
      </th>
      <td className="number">{indicator.baseline ?? '–'}</td>
      <td className="number">{indicator.target ?? '–'}</td>
      <td className="number">{indicator.actual ?? '–'}</td>
      <td className="number">{indicator.weight}</td>
    </tr>
  );
}
