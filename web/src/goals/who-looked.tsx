import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { useWords } from '../words/words.tsx';
import { accessWords } from './access-words.ts';

interface WhoLookedProps {
  readonly evaluationId: string;
  readonly timeZone: string;
}

/** Who opened the evaluation and what for, newest first, page by page to the first one. */
export function WhoLooked({ evaluationId, timeZone }: WhoLookedProps) {
  const t = useWords();
  const looks = useInfiniteQuery({
    queryKey: ['getAccess', 'page by page', evaluationId],
    queryFn: ({ pageParam: cursor }) =>
      call('getAccess', { params: { evaluationId }, query: { limit: 50, ...(cursor === null ? {} : { cursor }) } }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const items = looks.data?.pages.flatMap((page) => page.items) ?? [];
  const title = t('page.who-looked');
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {items.map(({ at, by, what, purpose, note }, index) => (
          <li key={index}>
            {t.date(at, 'time', timeZone)} · {by} · {accessWords(t, what)}
            {purpose !== null && ` · ${t(`purpose.${purpose}`)}: ${note ?? ''}`}
          </li>
        ))}
      </ul>
      {looks.hasNextPage && (
        <button
          type="button"
          disabled={looks.isFetchingNextPage}
          onClick={() => {
            void looks.fetchNextPage();
          }}
        >
          {t('page.more-of', { what: title })}
        </button>
      )}
    </details>
  );
}
