import { Link } from '@tanstack/react-router';
import type { TaskRow as Row } from '../../../contracts/api/tasks.ts';
import { useWords } from '../words/words.tsx';
import { aboutWords, daysLeft, rowState, savedWords } from './row-facts.ts';

/** One open task of mine; the whole row is the link. */
export function TaskRow({ row }: { readonly row: Row }) {
  const t = useWords();
  const state = rowState(row);
  const days = daysLeft(row);
  const parts = [
    aboutWords(t, row.subject),
    days !== undefined && days > 0 ? (days === 1 ? t('row.due-tomorrow') : t('row.days-left', { days })) : undefined,
    row.dueAt === null ? undefined : t.date(row.dueAt, 'time', row.cycle.timeZone),
    row.minutes === null ? undefined : t('row.minutes', { minutes: row.minutes }),
  ].filter((part) => part !== undefined);
  return (
    <li>
      <Link to="/tasks/$id" params={{ id: row.id }} className="task-row">
        <span>
          <span className={`tag ${state}`}>{t(`row.${state}`)}</span>
        </span>
        <span>
          <strong>{t(`task.${row.kind}.name`)}</strong> {parts.length > 0 && <>· {parts.join(' · ')}</>}{' '}
          <OfRehearsal cycle={row.cycle} />
        </span>
        {row.draft?.savedAt != null && <span className="more">{savedWords(t, row.draft.savedAt, row.cycle)}</span>}
        {(row.late || row.paused) && <span className="more">{t.say(row.standing)}</span>}
      </Link>
    </li>
  );
}

/** A task that others have, or that is over. */
export function QuietRow({ row }: { readonly row: Row }) {
  const t = useWords();
  const about = aboutWords(t, row.subject);
  const zone = row.cycle.timeZone;
  const role = t(`role.${row.assignee?.role ?? 'employee'}.start`);
  const since = t.parts(row.openedAt, zone);
  const line =
    row.state === 'closed'
      ? `${t(`ended.${row.outcome ?? 'done'}`)} · ${t('page.done-row', { at: t.parts(row.closedAt ?? row.openedAt, zone) })}`
      : row.dueAt === null
        ? t('page.waiting-row-open', { role, since })
        : t('page.waiting-row', { role, since, due: t.parts(row.dueAt, zone) });
  const name = [t(`task.${row.kind}.name`), about].filter((part) => part !== undefined).join(' · ');
  const readable = row.state === 'closed' && (row.outcome === 'done' || row.outcome === 'returned');
  return (
    <li>
      {readable ? (
        <Link to="/tasks/$id/submission" params={{ id: row.id }}>
          {name}
        </Link>
      ) : (
        name
      )}{' '}
      <span className="soft">{line}</span> <OfRehearsal cycle={row.cycle} />
      {row.papersOpen && (
        <>
          {' '}
          <PapersLink row={row} />
        </>
      )}
    </li>
  );
}

/** Dates of a rehearsal are of its own clock. */
function OfRehearsal({ cycle }: Pick<Row, 'cycle'>) {
  const t = useWords();
  return cycle.rehearsalId === null ? null : <span className="tag">{t('hr.is-rehearsal')}</span>;
}

/** The way back to the papers of a session, for a member who has answered already. */
export function PapersLink({ row }: { readonly row: Pick<Row, 'processRunId' | 'subject'> }) {
  const t = useWords();
  return (
    <Link to="/calibrations/$processRunId" params={{ processRunId: row.processRunId }}>
      {t('meeting.papers', { group: row.subject.name })}
    </Link>
  );
}
