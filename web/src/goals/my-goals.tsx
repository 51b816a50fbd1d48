import type { Answer } from '../../../contracts/api/routes.ts';
import { useRead } from '../api/queries.ts';
import { GoalsInForce } from '../evidence/goals-in-force.tsx';
import { IndicatorTable } from '../evidence/indicator-table.tsx';
import { Stepper } from '../tasks/stepper.tsx';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { WhoLooked } from './who-looked.tsx';

type Own = Answer<'getMyEvaluation'>['items'][number];

/** My goals in every cycle, what was agreed in talks, and who opened my evaluation. */
export function MyGoals() {
  const t = useWords();
  const evaluations = useRead('getMyEvaluation', {});
  return (
    <div className="narrow">
      <PageHeading title={t('page.my-goals')} />
      <Loaded of={evaluations}>
        {({ items }) =>
          items.length === 0 ? <p>{t('page.no-goals')}</p> : items.map((own) => <OneCycle key={own.evaluationId} own={own} />)
        }
      </Loaded>
    </div>
  );
}

function OneCycle({ own }: { readonly own: Own }) {
  const t = useWords();
  const { evaluationId, cycle } = own;
  const goals = useRead('getGoals', { params: { evaluationId } });
  const indicators = goals.data?.indicators ?? [];
  return (
    <section className="card" aria-labelledby={`cycle-${evaluationId}`}>
      <h2 id={`cycle-${evaluationId}`}>{cycle.name}</h2>
      <Stepper standing={own.standing} steps={own.steps} />
      <p>
        {own.rater !== null && `${t('role.rater.start')}: ${own.rater.name}`}
        {own.reviewer !== null && ` · ${t('role.reviewer.start')}: ${own.reviewer.name}`}
      </p>
      {own.goals.length === 0 ? (
        <p>{t('page.no-goals')}</p>
      ) : (
        <GoalsInForce goals={own.goals} evidence={{ goals: own.goals, indicators }} />
      )}
      {indicators.length > 0 && <IndicatorTable indicators={indicators} />}
      <WhoLooked evaluationId={evaluationId} timeZone={cycle.timeZone} />
    </section>
  );
}
