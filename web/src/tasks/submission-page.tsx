import { Link, useParams } from '@tanstack/react-router';
import { useRead } from '../api/queries.ts';
import { ContentFacts } from '../evidence/content-facts.tsx';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { aboutWords } from './row-facts.ts';

/** What was handed in, as it was frozen. */
export function SubmissionPage() {
  const t = useWords();
  const { id } = useParams({ from: '/inside/tasks/$id/submission' });
  const submission = useRead('getSubmission', { params: { id } });
  return (
    <Loaded of={submission}>
      {({ kind, subject, closedAt, closedBy, outcome, content, cycle, sha256, goals, indicators }) => (
        <div className="narrow">
          <PageHeading
            title={[t(`task.${kind}.name`), aboutWords(t, subject)].filter((part) => part !== undefined).join(' · ')}
          />
          <p className="soft">
            {t(`ended.${outcome}`)} · {closedBy ?? ''} · {t.date(closedAt, 'clock', cycle.timeZone)}
          </p>
          <section className="card" aria-label={t('form.what-was-handed-in')}>
            <ContentFacts content={content} evidence={{ goals, indicators }} />
          </section>
          <p className="soft">SHA-256 {sha256}</p>
          <p>
            <Link to="/tasks">{t('page.back')}</Link>
          </p>
        </div>
      )}
    </Loaded>
  );
}
