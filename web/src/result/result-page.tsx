import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useMe } from '../app/session.tsx';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
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
  return <Loaded of={result}>{(found) => <Shown result={found} />}</Loaded>;
}

function Shown({ result }: { readonly result: Parameters<typeof ResultView>[0]['result'] }) {
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
      <ResultView result={result} />
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
