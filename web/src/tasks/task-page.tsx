import { useParams } from '@tanstack/react-router';
import type { Task } from '../../../contracts/api/tasks.ts';
import { useRead } from '../api/queries.ts';
import { Evidence, hasEvidence } from '../evidence/evidence.tsx';
import { ErrorSummary } from '../forms/error-summary.tsx';
import { TaskForm, useForm } from '../forms/form.tsx';
import { HandIn } from '../forms/hand-in.tsx';
import { SaveLine } from '../forms/save-line.tsx';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { ClosedTask } from './closed-task.tsx';
import { KindForm } from './kind-form.tsx';
import { aboutWords } from './row-facts.ts';
import { Stepper } from './stepper.tsx';

/** One task: what it is, until when, what happens if nothing is done, the evidence, and its form. */
export function TaskPage() {
  const { id } = useParams({ from: '/inside/tasks/$id' });
  const task = useRead('getTask', { params: { id } });
  return (
    <Loaded of={task}>
      {(found) => (found.state === 'closed' ? <ClosedTask task={found} /> : <OpenTask key={found.id} task={found} />)}
    </Loaded>
  );
}

function OpenTask({ task }: { readonly task: Task }) {
  const t = useWords();
  // The board is part of the chair's form; a group has no other evidence.
  const beside = task.subject.of === 'evaluation' && hasEvidence(task.evidence);
  return (
    <TaskForm task={task}>
      <Heading />
      <section className="card" aria-label={t('page.steps')}>
        {task.dueAt !== null && <p>{t('page.due', { due: t.parts(task.dueAt, task.cycle.timeZone) })}</p>}
        <p>{t('page.if-silent', { silent: t.say(task.ifSilent.sentence) })}</p>
        <Stepper standing={task.standing} steps={task.steps} />
      </section>
      <ErrorSummary />
      <div className={beside ? 'beside' : ''}>
        {beside && <Evidence task={task} />}
        <section className="card" aria-labelledby="yours">
          <h2 id="yours">{t('form.yours')}</h2>
          <KindForm kind={task.kind} />
          <SaveLine />
          <HandIn />
        </section>
      </div>
    </TaskForm>
  );
}

function Heading() {
  const t = useWords();
  const { task, problems } = useForm();
  const about = aboutWords(t, task.subject);
  const round = task.round > 1 ? t('page.round', { round: task.round }) : undefined;
  const title = [t(`task.${task.kind}.name`), about, round].filter((part) => part !== undefined).join(' · ');
  return (
    <PageHeading title={title} failing={problems.length > 0}>
      <p className="soft">
        {task.cycle.name} · {t('page.opening-submits-nothing')}
      </p>
    </PageHeading>
  );
}
