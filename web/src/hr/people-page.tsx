import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../../../contracts/api/routes.ts';
import { usePages } from '../api/pages.ts';
import { Input, Select } from '../ui/input.tsx';
import { More } from '../ui/more.tsx';
import { Loaded } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { FOR_PEOPLE } from './command-lists.ts';
import { CommandPanel } from './command-panel.tsx';
import { CyclePage } from './cycle-page.tsx';
import { STATES } from './people-search.ts';
import type { PeopleSearch } from './people-search.ts';

type Person = Answer<'listPeople'>['items'][number];

/** Status by person, and what to do for those who are selected. */
export function PeoplePage() {
  const t = useWords();
  const { id } = useParams({ from: '/inside/hr/cycles/$id/people' });
  const search = useSearch({ from: '/inside/hr/cycles/$id/people' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const people = usePages('listPeople', { params: { id }, query: { ...search, limit: 100 } });
  const selection = { evaluationIds: [...chosen], ...(search.phase === undefined ? {} : { phase: search.phase }) };
  return (
    <CyclePage id={id} title={t('page.people')}>
      {({ timeZone }) => (
        <>
          <Filter key={JSON.stringify(search)} id={id} search={search} />
          <Loaded of={{ data: people.items, error: people.error }}>
            {(items) => (
              <>
                {items.length === 0 ? (
                  <p>{t('people.none')}</p>
                ) : (
                  <PeopleTable cycle={{ id, timeZone }} people={items} chosen={chosen} onChoose={setChosen} />
                )}
                <More of={people} />
              </>
            )}
          </Loaded>
          <p role="status">{t('people.selected', { count: chosen.size })}</p>
          {chosen.size > 0 && <CommandPanel key={[...chosen].join()} cycleId={id} selection={selection} commands={FOR_PEOPLE} />}
        </>
      )}
    </CyclePage>
  );
}

function Filter({ id, search }: { readonly id: string; readonly search: PeopleSearch }) {
  const t = useWords();
  const navigate = useNavigate();
  const [q, setQ] = useState(search.q ?? '');
  const [state, setState] = useState<string>(search.state ?? '');
  return (
    <form
      role="search"
      className="card narrow"
      onSubmit={(event) => {
        event.preventDefault();
        const { q: _q, state: _state, ...rest } = search;
        const known = STATES.find((one) => one === state);
        const next = { ...rest, ...(q.trim() === '' ? {} : { q: q.trim() }), ...(known === undefined ? {} : { state: known }) };
        void navigate({ to: '/hr/cycles/$id/people', params: { id }, search: next });
      }}
    >
      <div className="columns">
        <Input label={t('people.search')} type="search" value={q} onChange={setQ} />
        <Select
          label={t('hr.state')}
          value={state}
          options={[
            { value: '', words: t('people.all-states') },
            ...STATES.map((value) => ({ value, words: t(`phase-state.${value}`) })),
          ]}
          onChange={setState}
        />
      </div>
      <button>{t('people.filter')}</button>
    </form>
  );
}

interface PeopleTableProps {
  readonly cycle: { readonly id: string; readonly timeZone: string };
  readonly people: readonly Person[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

function PeopleTable({ cycle: { id, timeZone }, people, chosen, onChoose }: PeopleTableProps) {
  const t = useWords();
  const toggle = (evaluationId: string) => {
    const next = new Set(chosen);
    if (!next.delete(evaluationId)) next.add(evaluationId);
    onChoose(next);
  };
  return (
    <>
      <button
        type="button"
        onClick={() => {
          onChoose(new Set(people.map(({ evaluationId }) => evaluationId)));
        }}
      >
        {t('people.select-all')}
      </button>
      <Table
        caption={t('page.people')}
        captionUnseen
        rows={people}
        keyOf={({ evaluationId }) => evaluationId}
        columns={[
          {
            key: 'name',
            title: t('person.name'),
            cell: ({ evaluationId, name, employeeNo }) => (
              <span className="row">
                <input
                  type="checkbox"
                  aria-label={t('people.select', { name: `${name} ${employeeNo}` })}
                  checked={chosen.has(evaluationId)}
                  onChange={() => {
                    toggle(evaluationId);
                  }}
                />
                <Link to="/hr/cycles/$id/people/$evaluationId" params={{ id, evaluationId }}>
                  {name} ({employeeNo})
                </Link>
              </span>
            ),
          },
          { key: 'unit', title: t('person.unit'), cell: ({ unitName }) => unitName },
          {
            key: 'state',
            title: t('hr.state'),
            cell: ({ state, late, enrolment, whyFailed }) => (
              <>
                {enrolment === 'enrolled' ? t(`phase-state.${state ?? 'not-launched'}`) : t(`phase-state.${enrolment}`)}{' '}
                {late && <span className="tag late">{t('phase-state.late')}</span>}{' '}
                {whyFailed !== null && t.maybe(`error.${whyFailed}`, t('error.unexpected'))}
              </>
            ),
          },
          {
            key: 'turn',
            title: t('people.turn'),
            cell: ({ task }) => (task === null ? '' : `${task.assignee.name} · ${t(`task.${task.kind}.name`)}`),
          },
          {
            key: 'due',
            title: t('people.due'),
            cell: ({ task }) => (task?.dueAt == null ? '' : t.date(task.dueAt, 'time', timeZone)),
          },
        ]}
      />
    </>
  );
}
