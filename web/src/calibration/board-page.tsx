import { useParams } from '@tanstack/react-router';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { Board } from './board.tsx';

/** The papers of an open session, for its members. */
export function BoardPage() {
  const t = useWords();
  const { processRunId } = useParams({ from: '/inside/calibrations/$processRunId' });
  const board = useRead('getCalibration', { params: { processRunId } });
  return (
    <Loaded of={board}>
      {(found) => (
        <>
          <PageHeading title={t('board.title', { group: found.group.name })} />
          <Board board={found} timeZone={found.timeZone} />
        </>
      )}
    </Loaded>
  );
}
