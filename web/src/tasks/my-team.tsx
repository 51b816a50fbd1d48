import { Link } from '@tanstack/react-router';
import type { Answer } from '../../../contracts/api/routes.ts';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { realFirst } from './by-clock.ts';

type Team = Answer<'getMyTeam'>;
type Member = Team['people'][number];

/** Whom I rate or review, by phase in words, and what I promised. */
export function MyTeam() {
  const t = useWords();
  const team = useRead('getMyTeam', {});
  return (
    <>
      <PageHeading title={t('page.my-team')} />
      <Loaded of={team}>
        {({ people, actionsOwed, archived }) => (
          <>
            {people.length === 0 && <Nobody archived={archived[0]} />}
            <Teams people={people} />
            {actionsOwed.length > 0 && (
              <section className="card" aria-labelledby="owed">
                <h2 id="owed">{t('page.owed')}</h2>
                <ul>
                  {realFirst(actionsOwed).map((action) => (
                    <Owed key={action.id} action={action} />
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

/** By cycle, whose phases and days are its own; the real ones first. */
function Teams({ people }: { readonly people: readonly Member[] }) {
  const t = useWords();
  const cycles = [...new Map(realFirst(people).map((person) => [person.cycleId, person])).values()];
  return cycles.flatMap(({ cycleId, cycleName, rehearsalId }) =>
    (['rater', 'reviewer'] as const).map((as) => {
      const of = [...(cycles.length > 1 ? [cycleName] : []), ...(rehearsalId === null ? [] : [t('hr.is-rehearsal')])];
      return (
        <TeamTable
          key={`${cycleId} ${as}`}
          title={[t(`page.as-${as}`), ...of].join(' · ')}
          people={people.filter((person) => person.as === as && person.cycleId === cycleId)}
        />
      );
    }),
  );
}

/** A promise that was kept is late no more. */
function Owed({ action: { name, what, by, past, done, rehearsalId } }: { readonly action: Team['actionsOwed'][number] }) {
  const t = useWords();
  return (
    <li>
      {name}: {t('page.action-by', { what, by: t.parts(`${by}T12:00:00Z`) })}{' '}
      {done === true && <span className="tag done">{t('self.done')}</span>}
      {done !== true && past && <span className="tag late">{t('page.action-past')}</span>}{' '}
      {rehearsalId !== null && <span className="tag">{t('hr.is-rehearsal')}</span>}
    </li>
  );
}

/** Why the page is empty, and where a finished year is to be found. */
function Nobody({ archived }: { readonly archived: Team['archived'][number] | undefined }) {
  const t = useWords();
  if (archived === undefined) return <p>{t('page.team-none')}</p>;
  const { name, archivedAt, timeZone } = archived;
  return (
    <div className="card narrow">
      <p>{t('page.team-archived', { name, at: t.parts(archivedAt, timeZone) })}</p>
      <p className="row">
        <Link to="/tasks">{t('page.my-tasks')}</Link>
        <Link to="/results">{t('page.results')}</Link>
      </p>
    </div>
  );
}

function TeamTable({ title, people }: { readonly title: string; readonly people: readonly Member[] }) {
  const t = useWords();
  const [first] = people;
  if (first === undefined) return null;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={title}>
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('person.name')}</th>
            {first.phases.map(({ phase, title: name }) => (
              <th key={phase} scope="col">
                {t.pair(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.evaluationId}>
              <th scope="row">
                {person.task === null ? (
                  person.name
                ) : (
                  <Link to="/tasks/$id" params={{ id: person.task.id }}>
                    {person.name} · {t(`task.${person.task.kind}.name`)}
                  </Link>
                )}{' '}
                <span className="soft">{person.unitName}</span>
              </th>
              {person.phases.map((phase) => (
                <td key={phase.phase}>
                  <Standing of={phase} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Standing({ of: { state, late, mine } }: { readonly of: Member['phases'][number] }) {
  const t = useWords();
  if (state === 'done') return t('phase-state.done');
  const turn = mine && state === 'with-superior' ? t('phase-state.mine') : t(`phase-state.${state}`);
  if (!late) return <span className={`tag ${state}`}>{turn}</span>;
  return <span className="tag late">{mine ? `${turn} · ${t('phase-state.late')}` : t('phase-state.late')}</span>;
}
