import { useParams } from '@tanstack/react-router';
import type { Answer } from '../../../contracts/api/routes.ts';
import type { CommandName } from '../../../contracts/commands.ts';
import { useWords } from '../words/words.tsx';
import { CommandPanel } from './command-panel.tsx';
import { CyclePage } from './cycle-page.tsx';

/** Each rating group's committee: another chair, another member or one more, another meeting, and who decides where the chair is silent. */
export function CommitteesPage() {
  const t = useWords();
  const { id } = useParams({ from: '/inside/hr/cycles/$id/committees' });
  return (
    <CyclePage id={id} title={t('committees.title')}>
      {({ groups, phases, committee, timeZone }) => {
        const phase = phases.find(({ subject }) => subject === 'rating-group')?.phase;
        if (phase === undefined || committee.chair === null) return <p>{t('committees.none')}</p>;
        return (
          <>
            <p>{t('committees.lead')}</p>
            {groups.map((group) => (
              <OfGroup key={group.id} cycleId={id} group={group} phase={phase} timeZone={timeZone} />
            ))}
          </>
        );
      }}
    </CyclePage>
  );
}

interface OfGroupProps {
  readonly cycleId: string;
  readonly group: Answer<'getCycle'>['groups'][number];
  /** In which the group is calibrated. */
  readonly phase: string;
  readonly timeZone: string;
}

interface Way {
  readonly words: 'chair' | 'member' | 'meeting' | 'deputy';
  readonly command: CommandName;
  readonly known?: Readonly<Record<string, unknown>>;
}

const WAYS: readonly Way[] = [
  { words: 'chair', command: 'reassign', known: { as: 'chair' } },
  { words: 'member', command: 'reassign', known: { as: 'member' } },
  { words: 'meeting', command: 'call-again' },
  { words: 'deputy', command: 'decide-silence' },
];

function OfGroup({ cycleId, group, phase, timeZone }: OfGroupProps) {
  const t = useWords();
  const { id, name, decidedAt } = group;
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      {decidedAt === null ? (
        WAYS.map(({ words, command, known }) => (
          <details key={words}>
            <summary>{t(`committees.${words}`)}</summary>
            <p className="soft">{t(`committees.${words}-help`)}</p>
            <CommandPanel
              cycleId={cycleId}
              selection={{ phase, groupIds: [id] }}
              commands={[command]}
              label={`${name}: ${t(`committees.${words}`)}`}
              {...(known && { known })}
            />
          </details>
        ))
      ) : (
        <p>{t('committees.decided', { at: t.parts(decidedAt, timeZone) })}</p>
      )}
    </section>
  );
}
