import { Link } from '@tanstack/react-router';
import type { Answer } from '../../../contracts/api/routes.ts';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';

type Member = Answer<'getMyTeam'>['people'][number];

/** Whom I rate or review, by phase in words, and what I promised. */
export function MyTeam() {
  const t = useWords();
  const team = useRead('getMyTeam', {}, { everyMs: 30_000 });
  return (
    <>
      <PageHeading title={t('page.my-team')} />
      <Loaded of={team}>
        {({ people, actionsOwed }) => (
          <>
            {(['rater', 'reviewer'] as const).map((as) => (
              <TeamTable key={as} title={t(`page.as-${as}`)} people={people.filter((person) => person.as === as)} />
            ))}
            {actionsOwed.length > 0 && (
              <section className="card" aria-labelledby="owed">
                <h2 id="owed">{t('page.owed')}</h2>
                <ul>
                  {actionsOwed.map(({ id, name, what, by }) => (
                    <li key={id}>
                      {name}: {t('page.action-by', { what, by: t.parts(`${by}T12:00:00Z`) })}
                    </li>
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
              {person.phases.map(({ phase, state, late }) => (
                <td key={phase}>
                  {state === 'done' ? (
                    t('phase-state.done')
                  ) : (
                    <span className={`tag ${late ? 'late' : state}`}>
                      {t(late ? 'phase-state.late' : `phase-state.${state}`)}
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
