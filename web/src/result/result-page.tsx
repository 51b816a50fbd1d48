import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { Result } from '../../../contracts/api/results.ts';
import { useMe } from '../app/session.tsx';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { ResultVersions } from './result-versions.tsx';
import { ResultView } from './result-view.tsx';

/** One published result. Who looks at somebody else's for the organisation says why. */
export function ResultPage() {
  const { evaluationId } = useParams({ from: '/inside/results/$evaluationId' });
  const me = useMe();
  const official = me.roles.includes('hr') || me.roles.includes('auditor');
  const own = useRead('listResults', {});
  const [purpose, setPurpose] = useState<string>();
  const mine = own.data?.items.some((item) => item.evaluationId === evaluationId) ?? false;
  const ask = official && !mine && purpose === undefined;
  const result = useRead(
    'getResult',
    { params: { evaluationId }, query: purpose === undefined ? {} : { purpose } },
    { enabled: own.data !== undefined && !ask },
  );
  if (own.data !== undefined && ask) return <Purpose onSay={setPurpose} />;
  return <Loaded of={result}>{(found) => <Shown result={found} purpose={purpose} />}</Loaded>;
}

interface ShownProps {
  readonly result: Result;
  readonly purpose: string | undefined;
}

function Shown({ result, purpose }: ShownProps) {
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
      <ResultVersions result={result} purpose={purpose}>
        {(shown) => <ResultView result={shown} />}
      </ResultVersions>
    </div>
  );
}

function Purpose({ onSay }: { readonly onSay: (purpose: string) => void }) {
  const t = useWords();
  const [text, setText] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '') onSay(text.trim());
  };
  return (
    <form className="card narrow" onSubmit={submit}>
      <PageHeading title={t('page.result')} />
      <p>{t('result.purpose-lead')}</p>
      <div className="field">
        <label htmlFor="purpose">{t('result.purpose')}</label>
        <input
          id="purpose"
          required
          maxLength={200}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
      </div>
      <button className="main">{t('result.show')}</button>
    </form>
  );
}
