import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { fieldId, groupWords, labelWords, useForm } from './form.tsx';

function goTo(path: string): void {
  const field = document.getElementById(fieldId(path)) ?? document.getElementById('form');
  field?.focus();
  field?.scrollIntoView({ block: 'center' });
}

/** What the page calls a field: the questions around it, and its own; empty where it is not on the page. */
function nameOnPage(path: string): string {
  const field = document.getElementById(fieldId(path));
  const names: string[] = [];
  const own = field?.matches('fieldset') === true ? undefined : document.querySelector(`label[for="${fieldId(path)}"]`);
  if (own) names.push(textOf(own));
  for (let box = field?.closest('fieldset'); box; box = box.parentElement?.closest('fieldset')) {
    const legend = box.querySelector(':scope > legend');
    if (legend !== null) names.unshift(textOf(legend));
  }
  return names.join(' · ');
}

/** Without what only tells a screen reader of which group it is, or that it may stay empty. */
function textOf(label: Element): string {
  return [...label.childNodes]
    .flatMap((node) => (node instanceof Text ? [node.data.trim()] : []))
    .join(' ')
    .trim();
}

/** All that is to be mended, with a link to each field; it takes the focus when it appears. */
export function ErrorSummary() {
  const t = useWords();
  const { problems } = useForm();
  const box = useRef<HTMLDivElement>(null);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  useLayoutEffect(() => {
    setNames(new Map(problems.map(({ path }) => [path, nameOnPage(path)])));
  }, [problems, t.locale]);
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
              {names.get(path) || [groupWords(t, path), labelWords(t, path)].filter((part) => part !== '').join(' · ')}:{' '}
              {t.maybe(reason, t('problem.invalid'))}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
