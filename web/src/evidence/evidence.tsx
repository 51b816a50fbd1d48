import type { Evidence as Facts } from './types.ts';
import type { Task } from '../../../contracts/api/tasks.ts';
import { draftedBefore } from '../../../domain/tasks/drafted-goals.ts';
import type { TaskKind } from '../../../domain/tasks/kinds.ts';
import { RatingFacts } from '../rating/rating-facts.tsx';
import { useWords } from '../words/words.tsx';
import { ContentFacts } from './content-facts.tsx';
import { GoalsInForce } from './goals-in-force.tsx';
import { IndicatorTable } from './indicator-table.tsx';

/** Whether there is anything to show beside the form. */
export function hasEvidence({ goals, indicators, earlier, talks, actions, selfAssessment, rating }: Facts): boolean {
  const lists = goals.length + indicators.length + talks.length + actions.length;
  return lists > 0 || earlier.some(({ content }) => content !== null) || selfAssessment !== null || rating !== null;
}

/** Everything that the record has beside the form; what there is not, is not shown. */
export function Evidence({ task }: { readonly task: Task }) {
  const t = useWords();
  const { evidence, kind } = task;
  const { selfAssessment, rating } = evidence;
  return (
    <section className="card" aria-labelledby="evidence">
      <h2 id="evidence">{t('form.evidence')}</h2>
      <Earlier evidence={evidence} timeZone={task.cycle.timeZone} shown={decidedIn(kind)} />
      {evidence.indicators.length > 0 && <IndicatorTable indicators={evidence.indicators} />}
      {evidence.goals.length > 0 && <GoalsInForce goals={evidence.goals} evidence={evidence} />}
      <Talks evidence={evidence} timeZone={task.cycle.timeZone} />
      <Actions evidence={evidence} timeZone={task.cycle.timeZone} />
      {selfAssessment !== null && (
        <details open>
          <summary>{t('evidence.self-assessment')}</summary>
          {selfAssessment.content === null ? (
            <p>{t('evidence.no-self-assessment')}</p>
          ) : (
            <ContentFacts content={selfAssessment.content} evidence={evidence} />
          )}
        </details>
      )}
      {rating !== null && kind !== 'rating.review' && (
        <details>
          <summary>{t('evidence.rating')}</summary>
          <RatingFacts rating={rating} task={task} />
        </details>
      )}
    </section>
  );
}

type Answer = Facts['earlier'][number];

interface PartProps {
  readonly evidence: Facts;
  readonly timeZone: string;
}

/** What a decision shows in its own form already. */
function decidedIn(kind: TaskKind): TaskKind | undefined {
  if (kind === 'goals.agree' || kind === 'goals.confirm') return 'goals.draft';
  return kind === 'rating.review' ? 'rating.write' : undefined;
}

/** Answers given earlier in the same process: what was returned, and why. A talk stands below with its actions. */
function Earlier({ evidence, timeZone, shown }: PartProps & { readonly shown: TaskKind | undefined }) {
  const t = useWords();
  const inForm = evidence.earlier.findLast(({ kind }) => kind === shown);
  const talks = evidence.talks.map(({ taskId }) => taskId);
  const said = evidence.earlier.filter(
    (answer) => answer.content !== null && answer !== inForm && !talks.includes(answer.taskId),
  );
  const [last] = said.slice(-1);
  // What is said in answer to a draft names its goals, which are not in force yet.
  const answeredTo = (answer: Answer) => {
    const goals = draftedBefore(evidence.earlier, answer.taskId);
    return goals.length === 0 ? evidence : { ...evidence, goals };
  };
  return said.map((answer) => (
    <details key={answer.taskId} open={answer === last}>
      <summary>
        {t(`task.${answer.kind}.name`)} · {answer.by ?? ''} · {t(`ended.${answer.outcome}`)}
        {answer.closedAt !== null && <> · {t.date(answer.closedAt, 'time', timeZone)}</>}
      </summary>
      <ContentFacts content={answer.content ?? {}} evidence={answeredTo(answer)} />
    </details>
  ));
}

function Talks({ evidence, timeZone }: PartProps) {
  const t = useWords();
  return evidence.talks.map((talk, index) => (
    <details key={talk.taskId} open={index === evidence.talks.length - 1}>
      <summary>
        {t('evidence.talk')} · {talk.heldBy ?? ''} · {t.date(talk.closedAt, 'day', timeZone)}
      </summary>
      <ContentFacts content={talk.content} evidence={evidence} />
      {talk.acknowledgement !== null && (
        <>
          <p className="group">{t('task.coaching.acknowledge.name')}</p>
          {talk.acknowledgement.content === null ? (
            <p>{t('ended.expired')}</p>
          ) : (
            <ContentFacts content={talk.acknowledgement.content} />
          )}
        </>
      )}
    </details>
  ));
}

function Actions({ evidence: { actions }, timeZone }: PartProps) {
  const t = useWords();
  if (actions.length === 0) return null;
  return (
    <>
      <h3>{t('evidence.actions')}</h3>
      <ul>
        {actions.map(({ id, what, who, by, knownBy }) => (
          <li key={id}>
            {t(`who.${who}`)}: {t('page.action-by', { what, by: t.parts(`${by}T12:00:00Z`, timeZone) })}{' '}
            <span className="soft">{knownBy}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
