import { useWords } from '../words/words.tsx';

/** Shown instead of a page that broke. */
export function Fault() {
  const t = useWords();
  return (
    <main>
      <h1>{t('page.error')}</h1>
      <p>{t('page.fault')}</p>
      <p>
        <a href={location.pathname}>{t('page.try-again')}</a>
      </p>
    </main>
  );
}
