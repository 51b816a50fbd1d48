import { useState } from 'react';
import { usePages } from '../api/pages.ts';
import { useRead } from '../api/queries.ts';
import { More } from '../ui/more.tsx';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { realFirst } from './by-clock.ts';
import { Stepper } from './stepper.tsx';
import { SetAside } from './set-aside.tsx';
import { QuietRow, TaskRow } from './task-row.tsx';

const shownFirst = 5;
/** The first page of everybody: where I stand, what I do now, what waits on others, what is over. */
export function MyTasks() {
  const t = useWords();
  const evaluations = useRead('getMyEvaluation', {});
  const [newest] = evaluations.data?.items ?? [];
  return (
    <div className="narrow">
      <PageHeading title={t('page.my-tasks')} />
      {newest !== undefined && newest.state !== 'excluded' && (
        <section className="card" aria-label={t('page.steps')}>
          <p className="soft">{newest.cycle.name}</p>
          <Stepper standing={newest.standing} steps={newest.steps} />
        </section>
      )}
      <Now />
      <Quiet group="waiting" />
      <Quiet group="done" />
      <SetAside />
    </div>
  );
}

function Now() {
  const t = useWords();
  const tasks = useRead('listTasks', { query: { group: 'mine', limit: 200 } });
  const [all, setAll] = useState(false);
  return (
    <section className="card" aria-labelledby="now">
      <Loaded of={tasks}>
        {({ items }) => (
          <>
            <h2 id="now">{items.length === 0 ? t('page.tasks-none') : t('page.tasks-now', { count: items.length })}</h2>
            <ul className="plain-list">
              {(all ? realFirst(items) : realFirst(items).slice(0, shownFirst)).map((row) => (
                <TaskRow key={row.id} row={row} />
              ))}
            </ul>
            {!all && items.length > shownFirst && (
              <button
                type="button"
                onClick={() => {
                  setAll(true);
                }}
              >
                {t('page.show-all', { count: items.length })}
              </button>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Quiet({ group }: { readonly group: 'waiting' | 'done' }) {
  const t = useWords();
  const tasks = usePages('listTasks', { query: { group, limit: 50 } });
  const items = realFirst(tasks.items ?? []);
  const title = t(group === 'waiting' ? 'page.waiting-on-others' : 'page.done-tasks');
  if (items.length === 0) return null;
  return (
    <section className="card" aria-labelledby={group}>
      <h2 id={group}>{title}</h2>
      <ul>
        {items.map((row) => (
          <QuietRow key={row.id} row={row} />
        ))}
      </ul>
      <More of={tasks} what={title} />
    </section>
  );
}
