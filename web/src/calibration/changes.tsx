import type { CalibrationBoard } from '../../../contracts/api/evidence.ts';
import { useForm } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import type { DraftedLevel } from './level-form.tsx';
import type { DraftedMove } from './move-form.tsx';
import { levelsAfter, orderAfter } from './order.ts';
import type { CalibrationRules, DraftedReason } from './reason-fields.tsx';

interface ChangesProps {
  readonly board: CalibrationBoard;
  readonly rules: CalibrationRules;
}

/** Places that were changed, before and after, each with its reason; the last one can be taken back until the lock. */
export function Moves({ board, rules, moves }: ChangesProps & { readonly moves: readonly DraftedMove[] }) {
  const t = useWords();
  const before = (index: number) =>
    orderAfter({ board, moves: moves.slice(0, index), rules }).find(
      ({ person }) => person.evaluationId === moves[index]?.evaluationId,
    );
  const sentences = moves.map((move, index) => {
    const stood = before(index);
    return { ...move, text: t('board.moved', { name: stood?.person.name ?? '', from: stood?.place ?? 0, to: move.to }) };
  });
  return <ChangeList path="/moves" made={moves} sentences={sentences} rules={rules} undo={t('board.undo-last')} />;
}

/** Levels that were changed. */
export function LevelChanges({ board, rules, changes }: ChangesProps & { readonly changes: readonly DraftedLevel[] }) {
  const t = useWords();
  const levels = board.levels.map(({ level }) => level);
  const nameOf = (grade: string | null) => {
    const known = board.levels.find(({ level }) => level === grade);
    return known === undefined ? (grade ?? '–') : t.pair(known.name);
  };
  const sentences = changes.map((change, index) => {
    const shown = levelsAfter({ board, changes: changes.slice(0, index), rules: { ...rules, levels } });
    const before = shown.find(({ person }) => person.evaluationId === change.evaluationId);
    const names = { from: nameOf(before?.grade ?? null), to: nameOf(change.level) };
    return { ...change, text: t('board.changed', { name: before?.person.name ?? '', ...names }) };
  });
  return <ChangeList path="/changes" made={changes} sentences={sentences} rules={rules} undo={t('board.undo-last-change')} />;
}

interface ChangeListProps {
  readonly path: string;
  readonly made: readonly DraftedReason[];
  readonly sentences: readonly (DraftedReason & { readonly text: string })[];
  readonly rules: CalibrationRules;
  readonly undo: string;
}

function ChangeList({ path, made, sentences, rules, undo }: ChangeListProps) {
  const t = useWords();
  const { store } = useForm();
  return (
    <section aria-labelledby="changes">
      <h3 id="changes">{t('board.moves')}</h3>
      <div role="status">
        {sentences.length === 0 ? (
          <p>{t('board.no-moves')}</p>
        ) : (
          <ol>
            {sentences.map(({ text, code, reason, proposer }, index) => (
              <li key={index}>
                {text} · {codeWords(t, rules, code)}: {reason} <span className="soft">{proposer}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
      {made.length > 0 && (
        <p>
          <button
            type="button"
            onClick={() => {
              store.change(path, made.slice(0, -1));
            }}
          >
            {undo}
          </button>
        </p>
      )}
    </section>
  );
}

function codeWords(t: Speech, { reasonCodes }: CalibrationRules, code: string): string {
  const known = reasonCodes.find((one) => one.code === code);
  return known === undefined ? code : t.pair(known.name);
}
