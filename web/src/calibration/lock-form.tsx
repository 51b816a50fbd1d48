import { useState } from 'react';
import type { CalibrationBoard } from '../../../contracts/api/evidence.ts';
import type { Task } from '../../../contracts/api/tasks.ts';
import { TextArea } from '../forms/fields.tsx';
import { useField, useForm, useList } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';
import { Board } from './board.tsx';
import { LevelChanges, Moves } from './changes.tsx';
import { LevelForm } from './level-form.tsx';
import type { DraftedLevel } from './level-form.tsx';
import { MoveForm } from './move-form.tsx';
import type { DraftedMove } from './move-form.tsx';
import { levelsAfter, orderAfter } from './order.ts';
import type { Shown } from './order.ts';

/** The chair's form: the board with its changes of places or levels, what was discussed, the minutes. */
export function CalibrationLockForm() {
  const { task } = useForm();
  const { board } = task.evidence;
  return (
    <>
      {board !== null &&
        (task.rules.calibration.changes === 'levels' ? (
          <LevelBoard board={board} task={task} />
        ) : (
          <MovableBoard board={board} task={task} />
        ))}
      <Discussed />
      <MinutesField />
    </>
  );
}

interface Moving {
  readonly shown: Shown;
  readonly to: number;
}

function MovableBoard({ board, task }: { readonly board: CalibrationBoard; readonly task: Task }) {
  const t = useWords();
  const { store } = useForm();
  const moves = useList<DraftedMove>('/moves');
  const [moving, setMoving] = useState<Moving>();
  const rules = task.rules.calibration;
  const order = orderAfter({ board, moves, rules });
  const start = (shown: Shown, by: number) => {
    setMoving({ shown, to: Math.min(order.length, Math.max(1, (shown.place ?? 1) + by)) });
  };
  return (
    <>
      <p className="soft">{t('board.move-help')}</p>
      <Board
        board={board}
        timeZone={task.cycle.timeZone}
        order={order}
        action={(shown) => (
          <button
            type="button"
            onClick={() => {
              start(shown, 0);
            }}
            onKeyDown={(event) => {
              if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
              event.preventDefault();
              start(shown, event.key === 'ArrowUp' ? -1 : 1);
            }}
          >
            {t('board.move', { name: shown.person.name })}
          </button>
        )}
        below={(shown) =>
          moving?.shown.person.evaluationId === shown.person.evaluationId ? (
            <MoveForm
              key={`${shown.person.evaluationId}-${moving.to}`}
              board={board}
              moves={moves}
              rules={rules}
              shown={shown}
              to={moving.to}
              onMove={(move) => {
                store.change('/moves', [...moves, move]);
                setMoving(undefined);
              }}
              onCancel={() => {
                setMoving(undefined);
              }}
            />
          ) : null
        }
      />
      <Moves board={board} moves={moves} rules={rules} />
    </>
  );
}

function LevelBoard({ board, task }: { readonly board: CalibrationBoard; readonly task: Task }) {
  const t = useWords();
  const { store } = useForm();
  const changes = useList<DraftedLevel>('/changes');
  const [changing, setChanging] = useState<string>();
  const rules = task.rules.calibration;
  const order = levelsAfter({ board, changes, rules: { ...rules, levels: board.levels.map(({ level }) => level) } });
  return (
    <>
      <p className="soft">{t('board.level-help')}</p>
      <Board
        board={board}
        timeZone={task.cycle.timeZone}
        order={order}
        action={({ person }) => (
          <button
            type="button"
            onClick={() => {
              setChanging(person.evaluationId);
            }}
          >
            {t('board.change-level', { name: person.name })}
          </button>
        )}
        below={(shown) =>
          changing === shown.person.evaluationId ? (
            <LevelForm
              board={board}
              changes={changes}
              rules={rules}
              shown={shown}
              onChange={(change) => {
                store.change('/changes', [...changes, change]);
                setChanging(undefined);
              }}
              onCancel={() => {
                setChanging(undefined);
              }}
            />
          ) : null
        }
      />
      <LevelChanges board={board} changes={changes} rules={rules} />
    </>
  );
}

function Discussed() {
  const field = useField('/discussed');
  return (
    <div className="field">
      {field.problem !== undefined && (
        <p className="problem" id={`${field.id}-problem`}>
          {field.problem}
        </p>
      )}
      <div className="choice">
        <input
          type="checkbox"
          id={field.id}
          checked={field.value === true}
          aria-describedby={field.problem === undefined ? undefined : `${field.id}-problem`}
          onChange={(event) => {
            field.change(event.target.checked);
          }}
        />
        <label htmlFor={field.id}>{field.label}</label>
      </div>
    </div>
  );
}

function MinutesField() {
  const t = useWords();
  return <TextArea path="/minutes" label={t('board.minutes')} optional />;
}
