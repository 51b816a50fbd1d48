import { useEffect, useRef } from 'react';
import { useWords } from '../words/words.tsx';
import { fieldId, useForm } from './form.tsx';
import { useNamesOnPage } from './names-on-page.ts';

function goTo(path: string): void {
  const field = document.getElementById(fieldId(path)) ?? document.getElementById('form');
  field?.focus();
  field?.scrollIntoView({ block: 'center' });
}

/** All that is to be mended, with a link to each field; it takes the focus when it appears. */
export function ErrorSummary() {
  const t = useWords();
  const { problems } = useForm();
  const box = useRef<HTMLDivElement>(null);
  const names = useNamesOnPage(problems);
  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [problems]);
  if (problems.length === 0) return null;
  return (
    <div className="notice bad" role="alert" tabIndex={-1} ref={box} aria-labelledby="problems">
      <h2 id="problems">{t('page.error-title', { title: t('form.problems', { count: problems.length }) })}</h2>
      <ul>
        {problems.map(({ path, reason }) => (
          <li key={`${path}${reason}`}>
            <a
              href={`#${fieldId(path)}`}
              onClick={(event) => {
                event.preventDefault();
                goTo(path);
              }}
            >
              {names.get(path)}: {t.maybe(reason, t('problem.invalid'))}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
