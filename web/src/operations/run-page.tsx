import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Answer } from '../../../contracts/api/routes.ts';
import { call } from '../api/client.ts';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading, Problem } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';

type Run = Answer<'getRun'>;
type Facts = readonly (readonly [string, string])[];

/** Why not this one: the database beside the workflow, and a button that wakes it. */
export function RunPage() {
  const t = useWords();
  const queries = useQueryClient();
  const { id } = useParams({ from: '/inside/operations/runs/$id' });
  const run = useRead('getRun', { params: { id } });
  const retrying = useMutation({
    mutationFn: () => call('retryRun', { body: { runId: id } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <Loaded of={run}>
      {(found) => (
        <>
          <PageHeading title={`${t('ops.run', { id })} · ${found.workflowId}`}>
            <p>
              <Link to="/operations">{t('page.operations')}</Link>
            </p>
          </PageHeading>
          <Problem error={retrying.error} />
          <p className="row">
            <button
              type="button"
              disabled={retrying.isPending}
              onClick={() => {
                retrying.mutate();
              }}
            >
              {found.state === 'failed' ? t('ops.retry', { id: found.workflowId }) : t('ops.poke')}
            </button>
            <span role="status">
              {retrying.data !== undefined && t(retrying.data.did === 'retried' ? 'ops.retried' : 'ops.poked')}
            </span>
          </p>
          <div className="both">
            <FactList title={t('ops.database')} facts={databaseFacts(t, found)} />
            <FactList title={t('ops.temporal')} facts={workflowFacts(t, found)} />
          </div>
          <RunTables run={found} />
        </>
      )}
    </Loaded>
  );
}

function at(t: Speech, instant: string | null): string {
  if (instant === null) return '–';
  return instant === 'infinity' ? t('ops.only-a-poke') : t.date(instant, 'clock');
}

function databaseFacts(t: Speech, run: Run): Facts {
  return [
    [t('ops.state'), [run.state, run.paused ? t('phase-state.paused') : ''].filter((part) => part !== '').join(' · ')],
    [t('ops.outcome'), run.outcome ?? '–'],
    [t('ops.why'), run.whyFailed ?? '–'],
    [t('ops.cycle'), run.isRehearsal ? `${run.cycleId} · ${t('hr.is-rehearsal')}` : run.cycleId],
    [t('ops.phase'), run.phase],
    [t('ops.attempt'), String(run.attempt)],
    [t('ops.waits-for'), run.waitsFor ?? '–'],
    [t('ops.look-at'), at(t, run.lookAt)],
    [t('ops.launched'), at(t, run.launchedAt)],
    [t('ops.finished'), at(t, run.finishedAt)],
  ];
}

function workflowFacts(t: Speech, { workflow, temporalReachable }: Run): Facts {
  if (workflow === null) return [[t('ops.status'), t(temporalReachable ? 'ops.no-workflow' : 'ops.not-reachable')]];
  return [
    [t('ops.status'), workflow.status],
    [t('ops.started'), at(t, workflow.startedAt)],
    [t('ops.closed'), at(t, workflow.closedAt)],
    [t('ops.events'), String(workflow.historyLength)],
    [t('ops.details'), workflow.details ?? '–'],
  ];
}

function FactList({ title, facts }: { readonly title: string; readonly facts: Facts }) {
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function RunTables({ run }: { readonly run: Run }) {
  const t = useWords();
  return (
    <>
      <Table
        caption={t('ops.tasks')}
        rows={run.tasks}
        keyOf={({ taskId }) => taskId}
        columns={[
          {
            key: 'task',
            title: t('ops.kind'),
            cell: ({ taskId, kind, round, seat }) => `#${taskId} ${t(`task.${kind}.name`)} ${String(round)}.${String(seat)}`,
          },
          {
            key: 'state',
            title: t('ops.state'),
            cell: ({ state, outcome }) => (outcome === null ? state : t(`ended.${outcome}`)),
          },
          { key: 'opened', title: t('ops.opened'), cell: ({ openedAt }) => at(t, openedAt) },
          { key: 'mailed', title: t('ops.mailed'), cell: ({ mailSentAt }) => at(t, mailSentAt) },
          { key: 'drafted', title: t('ops.drafted'), cell: ({ draftSavedAt }) => at(t, draftSavedAt) },
          { key: 'due', title: t('people.due'), cell: ({ dueAt }) => at(t, dueAt) },
          { key: 'closed', title: t('ops.closed'), cell: ({ closedAt }) => at(t, closedAt) },
        ]}
      />
      <Table
        caption={t('ops.signals')}
        rows={run.outbox}
        keyOf={({ id }) => id}
        columns={[
          { key: 'id', title: t('ops.signals'), cell: ({ id, how, signal }) => `#${id} ${how}${signal ? ' + signal' : ''}` },
          { key: 'created', title: t('ops.when'), cell: ({ createdAt }) => at(t, createdAt) },
          { key: 'delivered', title: t('ops.finished'), cell: ({ deliveredAt }) => at(t, deliveredAt) },
          { key: 'attempts', title: t('ops.attempt'), number: true, cell: ({ attempts }) => attempts },
          { key: 'why', title: t('ops.why'), cell: ({ deadWhy }) => deadWhy ?? '' },
        ]}
      />
    </>
  );
}
