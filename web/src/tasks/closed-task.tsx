import { Link } from '@tanstack/react-router';
import type { Task } from '../../../contracts/api/tasks.ts';
import { useRead } from '../api/queries.ts';
import { PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { aboutWords } from './row-facts.ts';
import { Stepper } from './stepper.tsx';
import { PapersLink } from './task-row.tsx';

/** A task that is over: how it ended, and what comes next. */
export function ClosedTask({ task }: { readonly task: Task }) {
  const t = useWords();
  const mine = useRead('listTasks', { query: { group: 'mine', limit: 1 } });
  const [next] = mine.data?.items ?? [];
  const handedIn = task.outcome === 'done' || task.outcome === 'returned';
  const about = aboutWords(t, task.subject);
  // The sentence is of the task's own step, which may long be over.
  const isStepOver = task.steps.some(({ phase, state }) => phase === task.phase && state !== 'now');
  return (
    <div className="narrow">
      <PageHeading title={[t(`task.${task.kind}.name`), about].filter((part) => part !== undefined).join(' · ')} />
      <div className="notice good" role="status">
        <p>
          {handedIn ? t('form.closed-by-me') : t('form.closed')}{' '}
          <span className="soft">
            {t(`ended.${task.outcome ?? 'void'}`)}
            {task.closedAt !== null && <> · {t.date(task.closedAt, 'time', task.cycle.timeZone)}</>}
          </span>
        </p>
      </div>
      <section className="card" aria-label={t('page.steps')}>
        <Stepper standing={isStepOver ? undefined : task.standing} steps={task.steps} />
      </section>
      <p className="row">
        {next !== undefined && (
          <Link to="/tasks/$id" params={{ id: next.id }} className="button main">
            {t('page.next-task')}
          </Link>
        )}
        <Link to="/tasks" className="button">
          {t('page.back')}
        </Link>
        {task.papersOpen && <PapersLink row={task} />}
        {handedIn && (
          <Link to="/tasks/$id/submission" params={{ id: task.id }} className="button">
            {t('form.what-was-handed-in')}
          </Link>
        )}
      </p>
    </div>
  );
}
