import { useParams } from '@tanstack/react-router';
import type { Answer } from '../../../contracts/api/routes.ts';
import type { CommandName, Selection } from '../../../contracts/commands.ts';
import { useRead } from '../api/queries.ts';
import { Loaded } from '../ui/page.tsx';
import { type Speech, useWords } from '../words/words.tsx';
import { CommandPanel } from './command-panel.tsx';
import { CyclePage } from './cycle-page.tsx';

type Handover = Answer<'listHandovers'>['items'][number];

/** Everybody who has left, what lies with them, and for each part of it the command that hands it on. */
export function HandoversPage() {
  const t = useWords();
  const { id } = useParams({ from: '/inside/hr/cycles/$id/handovers' });
  const handovers = useRead('listHandovers', { params: { id } });
  return (
    <CyclePage id={id} title={t('handover.title')}>
      {() => (
        <Loaded of={handovers}>
          {({ items, committeePhase }) => (
            <>
              <p>{items.length === 0 ? t('handover.none') : t('handover.lead')}</p>
              {items.map((handover) => (
                <OfPerson key={handover.employeeNo} cycleId={id} handover={handover} committeePhase={committeePhase} />
              ))}
            </>
          )}
        </Loaded>
      )}
    </CyclePage>
  );
}

interface OfPersonProps {
  readonly cycleId: string;
  readonly handover: Handover;
  readonly committeePhase: string | null;
}

function OfPerson({ cycleId, handover, committeePhase }: OfPersonProps) {
  const t = useWords();
  const { employeeNo, name, unit, leftOn, roles } = handover;
  return (
    <section>
      <h2>{t('handover.person', { name, employeeNo, unit })}</h2>
      <p>{t('handover.left-on', { at: t.parts(`${leftOn}T12:00:00Z`, 'UTC') })}</p>
      {partsOf(t, handover, committeePhase).map(({ role, words, command = 'reassign', selection, known }) => (
        <div key={role}>
          <h3>{words}</h3>
          <CommandPanel cycleId={cycleId} selection={selection} commands={[command]} known={known} label={`${name}: ${words}`} />
        </div>
      ))}
      {roles.length > 0 && (
        <p className="notice warn">
          {t('handover.roles', { roles: roles.map((role) => t(`handover.role.${role}`)).join(', ') })}
        </p>
      )}
    </section>
  );
}

interface Part {
  readonly role: 'rater' | 'reviewer' | 'chair' | 'member' | 'task' | 'employee';
  readonly words: string;
  /** Undefined: it is reassigned. */
  readonly command?: CommandName;
  readonly selection: Selection;
  readonly known: Readonly<Record<string, unknown>>;
}

function partsOf(t: Speech, handover: Handover, committeePhase: string | null): readonly Part[] {
  const { employeeNo, evaluationId, rates, reviews, chairs, sits, tasks, leftOn } = handover;
  const committee = committeePhase === null ? {} : { phase: committeePhase };
  const parts: readonly (Part & { readonly lies: boolean })[] = [
    {
      lies: rates.length > 0,
      words: t('handover.rates', { count: rates.length }),
      role: 'rater',
      selection: { evaluationIds: rates },
      known: { as: 'rater' },
    },
    {
      lies: reviews.length > 0,
      words: t('handover.reviews', { count: reviews.length }),
      role: 'reviewer',
      selection: { evaluationIds: reviews },
      known: { as: 'reviewer' },
    },
    { lies: chairs, role: 'chair', words: t('handover.chairs'), selection: committee, known: { as: 'chair' } },
    {
      lies: sits,
      role: 'member',
      words: t('handover.sits'),
      selection: committee,
      known: { as: 'member', insteadOf: employeeNo },
    },
    {
      lies: tasks.length > 0,
      words: t('handover.tasks', { count: tasks.length }),
      role: 'task',
      selection: { taskIds: tasks.map(({ id }) => id) },
      known: { as: 'task' },
    },
    {
      lies: evaluationId !== null,
      words: t('handover.own'),
      role: 'employee',
      command: 'withdraw',
      selection: { evaluationIds: evaluationId === null ? [] : [evaluationId] },
      known: { leftOn },
    },
  ];
  return parts.filter(({ lies }) => lies);
}
