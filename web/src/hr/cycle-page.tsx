import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '../../../contracts/api/routes.ts';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';

interface CyclePageProps {
  readonly id: string;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: (cycle: Answer<'getCycle'>) => ReactNode;
}

/** A page about one cycle, with the way back to its control room. */
export function CyclePage({ id, title, lead, children }: CyclePageProps) {
  const t = useWords();
  const cycle = useRead('getCycle', { params: { id } });
  return (
    <Loaded of={cycle}>
      {(found) => (
        <>
          <PageHeading title={title}>
            {lead}
            <p>
              <Link to="/hr/cycles/$id" params={{ id }}>
                {t('page.control-room')} · {found.name}
              </Link>
            </p>
          </PageHeading>
          {children(found)}
        </>
      )}
    </Loaded>
  );
}
