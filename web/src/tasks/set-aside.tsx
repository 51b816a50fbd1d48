import { useRead } from '../api/queries.ts';
import { ContentFacts } from '../evidence/content-facts.tsx';
import { useWords } from '../words/words.tsx';
import { aboutWords } from './row-facts.ts';

/** What I had written when a task went to somebody else or was ended, to read and to copy; nothing, where that never happened. */
export function SetAside() {
  const t = useWords();
  const drafts = useRead('listSetAside', {});
  const items = drafts.data?.items ?? [];
  if (items.length === 0) return null;
  // Saving is of the database's clock, a rehearsal's days are not.
  const savedOn = (at: string, { rehearsalId, timeZone }: (typeof items)[number]['cycle']) =>
    rehearsalId === null ? t('page.set-aside-saved', { at: t.parts(at, timeZone) }) : undefined;
  return (
    <section className="card" aria-labelledby="set-aside">
      <h2 id="set-aside">{t('page.set-aside')}</h2>
      <p className="soft">{t('page.set-aside-lead')}</p>
      {items.map(({ id, kind, subject, savedAt, cycle, content }) => (
        <details key={id}>
          <summary>
            {[t(`task.${kind}.name`), aboutWords(t, subject), savedOn(savedAt, cycle)]
              .filter((part) => part !== undefined)
              .join(' · ')}
          </summary>
          <ContentFacts content={content} />
        </details>
      ))}
    </section>
  );
}
