import type { CalibrationBoard } from '../../../contracts/api/evidence.ts';
import { useForm } from '../forms/form.tsx';
import { useWords } from '../words/words.tsx';
import type { DraftedMove, MoveRules } from './move-form.tsx';
import { orderAfter } from './order.ts';

interface ChangesProps {
  readonly board: CalibrationBoard;
  readonly moves: readonly DraftedMove[];
  readonly rules: MoveRules;
}

/** What was changed, before and after, with its reason; the last one can be taken back until the lock. */
export function Changes({ board, moves, rules }: ChangesProps) {
  const t = useWords();
  const { store } = useForm();
  const placeBefore = (index: number) => {
    const order = orderAfter({ board, moves: moves.slice(0, index), rules });
    return order.find(({ person }) => person.evaluationId === moves[index]?.evaluationId);
  };
  const codeWords = (code: string) => {
    const known = rules.reasonCodes.find((one) => one.code === code);
    return known === undefined ? code : t.pair(known.name);
  };
  return (
    <section aria-labelledby="changes">
      <h3 id="changes">{t('board.moves')}</h3>
      <div role="status">
        {moves.length === 0 ? (
          <p>{t('board.no-moves')}</p>
        ) : (
          <ol>
            {moves.map((move, index) => {
              const before = placeBefore(index);
              return (
                <li key={index}>
                  {t('board.moved', { name: before?.person.name ?? '', from: before?.place ?? 0, to: move.to })} ·{' '}
                  {codeWords(move.code)}: {move.reason} <span className="soft">{move.proposer}</span>
                </li>
              );
            })}
          </ol>
        )}
      </div>
      {moves.length > 0 && (
        <p>
          <button
            type="button"
            onClick={() => {
              store.change('/moves', moves.slice(0, -1));
            }}
          >
            {t('board.undo-last')}
          </button>
        </p>
      )}
    </section>
  );
}
