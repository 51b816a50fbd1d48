import { Link, useParams } from '@tanstack/react-router';
import type { Answer } from '../../../contracts/api/routes.ts';
import { cycleStage, fitsStage } from '../../../domain/cycle/stage.ts';
import { useRead } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { Loaded } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import { FOR_PEOPLE } from './command-lists.ts';
import { CommandPanel } from './command-panel.tsx';
import { CyclePage } from './cycle-page.tsx';
import { mailKindWords } from './mail-kind-words.ts';

type Person = Answer<'getTimeline'>['person'];
type Event = Answer<'getTimeline'>['events'][number];

/** One person's way through the cycle: what a phone call asks for. */
export function TimelinePage() {
  const t = useWords();
  const { id, evaluationId } = useParams({ from: '/inside/hr/cycles/$id/people/$evaluationId' });
  const mayCorrect = useMay('command.request');
  const timeline = useRead('getTimeline', { params: { id, evaluationId } });
  return (
    <Loaded of={timeline}>
      {({ person, events, leftOpen }) => {
        const title = t('people.timeline', { name: person.name });
        return (
          <CyclePage id={id} title={title} lead={<Lead person={person} cycleId={id} />}>
            {(cycle) => (
              <>
                {person.task !== null && (
                  <div className="notice">
                    <p>
                      {t('people.turn')}: {person.task.assignee.name} · {t(`task.${person.task.kind}.name`)}
                      {person.task.dueAt !== null && ` · ${t.date(person.task.dueAt, 'time', cycle.timeZone)}`}
                    </p>
                  </div>
                )}
                <Table
                  caption={title}
                  captionUnseen
                  rows={events.map((event, index) => ({ ...event, index }))}
                  keyOf={({ index }) => String(index)}
                  columns={[
                    { key: 'when', title: t('people.when'), cell: ({ at }) => t.date(at, 'clock', cycle.timeZone) },
                    { key: 'what', title: t('people.what'), cell: (event) => whatWords(t, event, cycle.timeZone) },
                    { key: 'who', title: t('people.who'), cell: ({ who }) => who ?? '' },
                  ]}
                />
                {mayCorrect && person.enrolment === 'enrolled' && fitsStage('correct-result', cycleStage(cycle)) && (
                  <p>
                    <Link to="/hr/cycles/$id/people/$evaluationId/correction" params={{ id, evaluationId }}>
                      {t('command.correct-result')}
                    </Link>
                  </p>
                )}
                <CommandPanel cycleId={id} selection={{ evaluationIds: [evaluationId] }} left={leftOpen} commands={FOR_PEOPLE} />
              </>
            )}
          </CyclePage>
        );
      }}
    </Loaded>
  );
}

function Lead({ person, cycleId }: { readonly person: Person; readonly cycleId: string }) {
  const t = useWords();
  return (
    <>
      <p className="soft">
        {person.employeeNo} · {person.unitName} · {person.grade ?? ''}
        {person.rater !== null && ` · ${t('role.rater.start')}: ${person.rater.name}`}
        {person.reviewer !== null && ` · ${t('role.reviewer.start')}: ${person.reviewer.name}`}
      </p>
      <p>
        <Link to="/hr/cycles/$id/people" params={{ id: cycleId }}>
          {t('page.people')}
        </Link>
      </p>
    </>
  );
}

function whatWords(t: Speech, { what, kind, round, outcome, mailKind, phase, dueAt }: Event, timeZone: string): string {
  return [
    t.maybe(`timeline.${what}`, what),
    kind === null
      ? mailKind === null
        ? phase && t.maybe(`phase.${phase}`, phase)
        : mailKindWords(t, mailKind)
      : t(`task.${kind}.name`),
    round !== null && round > 1 && t('page.round', { round }),
    outcome !== null && t(`ended.${outcome}`),
    dueAt !== null && t.date(dueAt, 'time', timeZone),
  ]
    .filter((part) => typeof part === 'string')
    .join(' · ');
}
