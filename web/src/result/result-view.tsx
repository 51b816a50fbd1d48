import type { Result } from '../../../contracts/api/results.ts';
import { useWords } from '../words/words.tsx';
import { HowItWasMade } from './how-it-was-made.tsx';

/** A published result: what it is, what the rater says, how it came about. */
export function ResultView({ result }: { readonly result: Result }) {
  const t = useWords();
  const { gradeName, grade, points, score, opinion, strengths, nextYear, acknowledgement, cycle } = result;
  const words = [
    ['result.opinion', opinion],
    ['field.strengths', strengths],
    ['field.nextYear', nextYear],
  ] as const;
  return (
    <>
      <ul className="figures">
        <li>
          {t('result.grade')} <strong>{gradeName === null ? (grade ?? '–') : t.pair(gradeName)}</strong>
        </li>
        <li>
          {t('result.points')} <strong>{points ?? '–'}</strong>
        </li>
        <li>
          {t('result.score')} <strong>{score ?? '–'}</strong>
        </li>
      </ul>
      {result.hasQuota === true && <p>{t('result.quota-line')}</p>}
      {words.map(([key, text]) => (
        <section className="card" key={key} aria-label={t(key)}>
          <h2>{t(key)}</h2>
          <p className="said">{text === '' ? t('page.none') : text}</p>
        </section>
      ))}
      <HowItWasMade result={result} />
      <p>{t('result.appeal', { days: result.appealWorkingDays })}</p>
      {acknowledgement !== null && (
        <p>
          {t(`result.answered.${acknowledgement.answer}`)} · {t.date(acknowledgement.at, 'clock', cycle.timeZone)}
          {acknowledgement.comment !== '' && <span className="said"> · {acknowledgement.comment}</span>}
        </p>
      )}
    </>
  );
}
