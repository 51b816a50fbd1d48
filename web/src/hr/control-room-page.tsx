import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Board } from '../../../contracts/api/cycles.ts';
import type { UnknownDays } from '../../../domain/cycle/known-days.ts';
import { STATE_COUNTS } from '../../../domain/cycle/phase-states.ts';
import { useRead } from '../api/queries.ts';
import { Select } from '../ui/input.tsx';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { CommandPanel } from './command-panel.tsx';
import { RehearsalClock } from './rehearsal-clock.tsx';
import { UnitTable } from './unit-table.tsx';
import { UnknownHolidays } from './unknown-holidays.tsx';
import { UnreadableAnswers } from './unreadable-answers.tsx';

/** HR's control room: how far each unit is; no rating anywhere. */
export function ControlRoomPage() {
  const { id } = useParams({ from: '/inside/hr/cycles/$id' });
  const [phase, setPhase] = useState<string>();
  const board = useRead('getBoard', { params: { id }, query: phase === undefined ? {} : { phase } });
  const cycle = useRead('getCycle', { params: { id } });
  return (
    <Loaded of={board}>
      {(found) => (
        <Room
          board={found}
          archivedAt={cycle.data?.archivedAt ?? null}
          unknown={cycle.data?.unknownHolidays}
          onPhase={setPhase}
        />
      )}
    </Loaded>
  );
}

const beside = ['late', 'dueToday', 'deadMails', 'deadRequests', 'stopped', 'withdrawn', 'notEnrolled'] as const;
const alarming: ReadonlySet<string> = new Set(['failed', 'late', 'deadMails', 'deadRequests', 'stopped']);

interface RoomProps {
  readonly board: Board;
  readonly archivedAt: string | null;
  readonly unknown: UnknownDays | undefined;
  readonly onPhase: (phase: string) => void;
}

function Room({ board, archivedAt, unknown, onPhase }: RoomProps) {
  const t = useWords();
  const { cycle, totals, phases, phase } = board;
  const { id } = cycle;
  const handovers = useRead('listHandovers', { params: { id } });
  const left = handovers.data?.items.length ?? 0;
  const over = archivedAt !== null && !board.leftOpen.turns && !board.leftOpen.failed;
  return (
    <>
      <PageHeading title={`${t('page.control-room')} · ${cycle.name}`}>
        <p className="row">
          <Link to="/hr/cycles/$id/people" params={{ id }}>
            {t('board.all-people')}
          </Link>
          <Link to="/hr/cycles/$id/mails" params={{ id }}>
            {t('board.to-mails')}
          </Link>
          <Link to="/hr/cycles/$id/launch" params={{ id }}>
            {t('board.to-launch')}
          </Link>
          <Link to="/hr/cycles/$id/committees" params={{ id }}>
            {t('board.committees')}
          </Link>
          <Link to="/requests">{t('board.open-requests', { count: board.openRequests })}</Link>
        </p>
      </PageHeading>
      {archivedAt !== null && (
        <div className="notice">
          <p>{t('board.archived-at', { at: t.parts(archivedAt, cycle.timeZone) })}</p>
        </div>
      )}
      {unknown !== undefined && archivedAt === null && <UnknownHolidays of={unknown} />}
      <UnreadableAnswers cycleId={id} />
      {left > 0 && (
        <div className="notice warn">
          <p>
            <Link to="/hr/cycles/$id/handovers" params={{ id }}>
              {t('board.handovers', { count: left })}
            </Link>
          </p>
        </div>
      )}
      <div className="narrow">
        <Select
          label={t('board.phase')}
          value={phase ?? ''}
          options={phases.map(({ phase: value, title }) => ({ value, words: t.pair(title) }))}
          onChange={onPhase}
        />
      </div>
      <p>
        {t('board.enrolled')} <strong>{totals.enrolled}</strong>. {t('board.adds-up')}
      </p>
      <ul className="figures">
        {[...STATE_COUNTS, ...beside].map((name) => (
          <li key={name} className={alarming.has(name) && totals[name] > 0 ? 'alarm' : ''}>
            {t(`board.${name}`)} <strong>{totals[name]}</strong>
          </li>
        ))}
      </ul>
      <UnitTable board={board} />
      {cycle.rehearsalId !== null && <RehearsalClock id={cycle.rehearsalId} timeZone={cycle.timeZone} />}
      {!over && (
        <>
          <h2>{t('board.whole')}</h2>
          <CommandPanel
            cycleId={id}
            selection={phase === null ? {} : { phase }}
            left={board.leftOpen}
            commands={['remind', 'extend-tasks', 'launch-missing', 'retry-failed', 'decide-silence']}
          />
        </>
      )}
      <CommandPanel cycleId={id} selection={{}} commands={['publish']} />
    </>
  );
}
