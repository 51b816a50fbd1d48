import { usePages } from '../api/pages.ts';
import { More } from '../ui/more.tsx';
import { useWords } from '../words/words.tsx';
import { accessWords } from './access-words.ts';

interface WhoLookedProps {
  readonly evaluationId: string;
  readonly timeZone: string;
}

/** Who opened the evaluation and what for, newest first, page by page to the first one. */
export function WhoLooked({ evaluationId, timeZone }: WhoLookedProps) {
  const t = useWords();
  const looks = usePages('getAccess', { params: { evaluationId }, query: { limit: 50 } });
  const title = t('page.who-looked');
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {looks.items?.map(({ at, by, what, purpose, note }, index) => (
          <li key={index}>
            {t.date(at, 'time', timeZone)} · {by} · {accessWords(t, what)}
            {purpose !== null && ` · ${t(`purpose.${purpose}`)}: ${note ?? ''}`}
          </li>
        ))}
      </ul>
      <More of={looks} what={title} />
    </details>
  );
}
