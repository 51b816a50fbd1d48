import { Link, useParams } from '@tanstack/react-router';
import type { LaunchPreview } from '../../../contracts/cycle.ts';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { CommandPanel } from './command-panel.tsx';
import { Findings } from './findings.tsx';
import { LaunchCalendar } from './launch-calendar.tsx';
import { LaunchFigures } from './launch-figures.tsx';
import { RehearsalClock } from './rehearsal-clock.tsx';

/** What a launch would do, every number with its list; then the request that a second person approves. */
export function LaunchPage() {
  const { id } = useParams({ from: '/inside/hr/cycles/$id/launch' });
  const preview = useRead('previewLaunch', { params: { id } });
  return <Loaded of={preview}>{(found) => <Preview preview={found} />}</Loaded>;
}

function Preview({ preview }: { readonly preview: LaunchPreview }) {
  const t = useWords();
  const { cycleId, launchedAt, mustBeMended, pleaseLook, timeZone } = preview;
  const cycle = useRead('getCycle', { params: { id: cycleId } });
  const rehearsalId = cycle.data?.rehearsalId ?? null;
  return (
    <>
      <PageHeading title={`${t('launch.title')} · ${preview.name}`}>
        <p className="soft">
          {preview.pack.name} {preview.pack.version}
          {launchedAt !== null && (
            <>
              {' · '}
              <Link to="/hr/cycles/$id" params={{ id: cycleId }}>
                {t('page.control-room')}
              </Link>
            </>
          )}
        </p>
      </PageHeading>
      <LaunchFigures preview={preview} />
      {mustBeMended.length === 0 && <p>{t('launch.nothing-to-mend')}</p>}
      <Findings title={t('launch.must')} findings={mustBeMended} bad />
      <Findings title={t('launch.look')} findings={pleaseLook} />
      <LaunchCalendar preview={preview} />
      {rehearsalId !== null && <RehearsalClock id={rehearsalId} timeZone={timeZone} />}
      <p>{t('launch.second-person')}</p>
      <CommandPanel cycleId={cycleId} selection={{}} commands={launchedAt === null ? ['launch-cycle'] : ['launch-missing']} />
    </>
  );
}
