import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Operations } from '../../../contracts/api/operations.ts';
import { useRead } from '../api/queries.ts';
import { Input } from '../ui/input.tsx';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { CycleNumber } from './cycle-number.tsx';
import { Failed } from './failed.tsx';
import { Waiting } from './waiting.tsx';

/** Is it moving, what waits longest, what failed: numbers of evaluations, never a name. */
export function OperationsPage() {
  const operations = useRead('getOperations', {});
  return <Loaded of={operations}>{(found) => <Page operations={found} />}</Loaded>;
}

function Page({ operations }: { readonly operations: Operations }) {
  const t = useWords();
  const { sentence, temporal, openRuns, outbox, mails, tasksPastTheirTime, coming } = operations;
  const { well, running, oldestSignalSeconds, mailsWaiting, next } = sentence;
  const said = t(well ? 'ops.well' : 'ops.not-well', { running, seconds: oldestSignalSeconds, mails: mailsWaiting });
  const figures = [
    ['ops.open-runs', openRuns, false],
    ['ops.outbox', outbox.waiting, false],
    ['ops.mails', mails.waiting, false],
    ['ops.past-their-time', tasksPastTheirTime, tasksPastTheirTime > 0],
  ] as const;
  return (
    <>
      <PageHeading title={t('page.operations')} />
      <div className={`notice ${well ? 'good' : 'bad'}`} role="status">
        <p>
          <strong>
            {said}
            {next !== null && <>, {t('ops.next', { at: t.parts(next.at, next.timeZone), count: next.count })}</>}
            {next?.isRehearsal === true && <> ({t('hr.is-rehearsal')})</>}
          </strong>
        </p>
      </div>
      <h2>{t('ops.moving')}</h2>
      <ul className="figures">
        <li className={temporal.reachable ? '' : 'alarm'}>
          {t(temporal.reachable ? 'ops.reachable' : 'ops.not-reachable')} <span className="soft">{temporal.address}</span>
        </li>
        {figures.map(([key, count, alarm]) => (
          <li key={key} className={alarm ? 'alarm' : ''}>
            {t(key)} <strong>{count}</strong>
          </li>
        ))}
      </ul>
      <Waiting operations={operations} />
      <Failed operations={operations} />
      {coming.length > 0 && (
        <Table
          caption={t('ops.coming')}
          rows={coming.map((one, index) => ({ ...one, index }))}
          keyOf={({ index }) => String(index)}
          columns={[
            { key: 'when', title: t('ops.when'), cell: ({ at }) => t.date(at, 'clock') },
            {
              key: 'what',
              title: t('ops.what'),
              cell: ({ what }) => t.maybe(`task.${what}.name`, t.maybe(`launch.${what}`, what)),
            },
            { key: 'count', title: t('ops.count'), number: true, cell: ({ count }) => count },
            { key: 'cycle', title: t('ops.cycle'), number: true, cell: (row) => <CycleNumber of={row} /> },
          ]}
        />
      )}
      <FindRun />
    </>
  );
}

function FindRun() {
  const t = useWords();
  const navigate = useNavigate();
  const [id, setId] = useState('');
  return (
    <form
      className="card narrow"
      onSubmit={(event) => {
        event.preventDefault();
        if (/^[1-9]\d{0,17}$/.test(id)) void navigate({ to: '/operations/runs/$id', params: { id } });
      }}
    >
      <Input label={t('ops.find-run')} value={id} onChange={setId} />
      <button>{t('ops.show')}</button>
    </form>
  );
}
