import { Link } from '@tanstack/react-router';
import { useRead } from '../api/queries.ts';
import { useWords } from '../words/words.tsx';

/** Whose answers were handed in and can no longer be read: nobody takes them for missing. Looked for when the page opens, not again and again. */
export function UnreadableAnswers({ cycleId }: { readonly cycleId: string }) {
  const t = useWords();
  const { data } = useRead('listUnreadable', { params: { id: cycleId } });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <div className="notice bad">
      <p>{t('board.unreadable')}</p>
      <ul>
        {data.items.map(({ taskId, evaluationId, employeeNo, name, unit, kind }) => (
          <li key={`${taskId} ${evaluationId}`}>
            <Link to="/hr/cycles/$id/people/$evaluationId" params={{ id: cycleId, evaluationId }}>
              {name} ({employeeNo}, {unit})
            </Link>{' '}
            · {t(`task.${kind}.name`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
