import { Link, useParams } from '@tanstack/react-router';
import type { Answer } from '../../../contracts/api/routes.ts';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import { CommandPanel } from './command-panel.tsx';
import { mailKindWords } from './mail-kind-words.ts';

type Event = Answer<'getTimeline'>['events'][number];

const actions = [
  'remind',
  'extend-tasks',
  'pause',
  'resume',
  'reassign',
  'decide-silence',
  'withdraw',
  'rewind',
  'retry-failed',
] as const;

/** One person's way through the cycle: what a phone call asks for. */
export function TimelinePage() {
  const t = useWords();
  const { id, evaluationId } = useParams({ from: '/inside/hr/cycles/$id/people/$evaluationId' });
  const timeline = useRead('getTimeline', { params: { id, evaluationId } }, { everyMs: 20_000 });
  return (
    <Loaded of={timeline}>
      {({ person, events }) => (
        <>
          <PageHeading title={t('people.timeline', { name: person.name })}>
            <p className="soft">
              {person.employeeNo} · {person.unitName} · {person.grade ?? ''}
              {person.rater !== null && ` · ${t('role.rater.start')}: ${person.rater.name}`}
              {person.reviewer !== null && ` · ${t('role.reviewer.start')}: ${person.reviewer.name}`}
            </p>
            <p>
              <Link to="/hr/cycles/$id/people" params={{ id }}>
                {t('page.people')}
              </Link>
            </p>
          </PageHeading>
          {person.task !== null && (
            <div className="notice">
              <p>
                {t('people.turn')}: {person.task.assignee.name} · {t(`task.${person.task.kind}.name`)}
                {person.task.dueAt !== null && ` · ${t.date(person.task.dueAt, 'time')}`}
              </p>
            </div>
          )}
          <Table
            caption={t('people.timeline', { name: person.name })}
            captionUnseen
            rows={events.map((event, index) => ({ ...event, index }))}
            keyOf={({ index }) => String(index)}
            columns={[
              { key: 'when', title: t('people.when'), cell: ({ at }) => t.date(at, 'clock') },
              { key: 'what', title: t('people.what'), cell: (event) => whatWords(t, event) },
              { key: 'who', title: t('people.who'), cell: ({ who }) => who ?? '' },
            ]}
          />
          <CommandPanel cycleId={id} selection={{ evaluationIds: [evaluationId] }} commands={actions} />
        </>
      )}
    </Loaded>
  );
}

function whatWords(t: Speech, { what, kind, round, outcome, mailKind, phase, dueAt }: Event): string {
  return [
    t.maybe(`timeline.${what}`, what),
    kind === null
      ? mailKind === null
        ? phase && t.maybe(`phase.${phase}`, phase)
        : mailKindWords(t, mailKind)
      : t(`task.${kind}.name`),
    round !== null && round > 1 && t('page.round', { round }),
    outcome !== null && t(`ended.${outcome}`),
    dueAt !== null && t.date(dueAt, 'time'),
  ]
    .filter((part) => typeof part === 'string')
    .join(' · ');
}
