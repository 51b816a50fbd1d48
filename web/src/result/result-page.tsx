import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Result } from '../../../contracts/api/results.ts';
import type { LookedFor } from '../../../domain/purposes.ts';
import { useMe } from '../app/session.tsx';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { PurposeForm } from './purpose-form.tsx';
import { ResultVersions } from './result-versions.tsx';
import { ResultView } from './result-view.tsx';

/** One published result. Who looks at somebody else's for the organisation says why. */
export function ResultPage() {
  const { evaluationId } = useParams({ from: '/inside/results/$evaluationId' });
  const me = useMe();
  const official = me.roles.includes('hr') || me.roles.includes('auditor');
  const own = useRead('listResults', {});
  const [lookedFor, setLookedFor] = useState<LookedFor>();
  const mine = own.data?.items.some((item) => item.evaluationId === evaluationId) ?? false;
  const ask = official && !mine && lookedFor === undefined;
  const result = useRead(
    'getResult',
    { params: { evaluationId }, query: lookedFor ?? {} },
    { enabled: own.data !== undefined && !ask },
  );
  if (own.data !== undefined && ask) return <PurposeForm onSay={setLookedFor} />;
  return <Loaded of={result}>{(found) => <Shown result={found} lookedFor={lookedFor} />}</Loaded>;
}

interface ShownProps {
  readonly result: Result;
  readonly lookedFor: LookedFor | undefined;
}

function Shown({ result, lookedFor }: ShownProps) {
  const t = useWords();
  return (
    <div className="narrow">
      <PageHeading title={result.mine ? t('page.result') : t('result.of', { name: result.name })}>
        <p className="soft">
          {result.cycle.name} · {result.unitName} · {t.date(result.publishedAt, 'clock', result.cycle.timeZone)}
        </p>
      </PageHeading>
      {result.taskId !== null && (
        <p>
          <Link to="/tasks/$id" params={{ id: result.taskId }} className="button main">
            {t('result.answer-now')}
          </Link>
        </p>
      )}
      <ResultVersions result={result} lookedFor={lookedFor}>
        {(shown) => <ResultView result={shown} />}
      </ResultVersions>
    </div>
  );
}
