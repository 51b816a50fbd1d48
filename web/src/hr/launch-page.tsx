import { Link, useParams } from '@tanstack/react-router';
import type { Answer } from '../../../contracts/api/routes.ts';
import type { LaunchPreview } from '../../../contracts/cycle.ts';
import { cycleStage } from '../../../domain/cycle/stage.ts';
import { useRead } from '../api/queries.ts';
import { Loaded, PageHeading } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { CommandPanel } from './command-panel.tsx';
import { Findings } from './findings.tsx';
import { LaunchCalendar } from './launch-calendar.tsx';
import { LaunchFigures } from './launch-figures.tsx';
import { LaunchRelations } from './launch-relations.tsx';
import { Newcomers } from './newcomers.tsx';
import { PlannedCommittee } from './planned-committee.tsx';
import { RehearsalClock } from './rehearsal-clock.tsx';

/** What a launch would do, every number with its list; then the request that a second person approves. After the launch: what one more would add. */
export function LaunchPage() {
  const { id } = useParams({ from: '/inside/hr/cycles/$id/launch' });
  const preview = useRead('previewLaunch', { params: { id } });
  const cycle = useRead('getCycle', { params: { id } });
  return (
    <Loaded of={cycle}>
      {(planned) => <Loaded of={preview}>{(found) => <Preview preview={found} cycle={planned} />}</Loaded>}
    </Loaded>
  );
}

function changeIdsOf(details: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const { changeIds } = details;
  return Array.isArray(changeIds) ? changeIds.map(String) : [];
}

/** Findings about people whom a second person confirms. */
const UNCONFIRMED = ['person-unconfirmed', 'newcomer-unconfirmed'];

interface PreviewProps {
  readonly preview: LaunchPreview;
  readonly cycle: Answer<'getCycle'>;
}

function Preview({ preview, cycle }: PreviewProps) {
  const t = useWords();
  const { cycleId, launchedAt, mustBeMended, pleaseLook, timeZone } = preview;
  const { rehearsalId } = cycle;
  const stage = cycleStage(cycle);
  const unconfirmed = [...mustBeMended, ...pleaseLook].filter(({ code }) => UNCONFIRMED.includes(code));
  return (
    <>
      <PageHeading title={`${t('launch.title')} · ${preview.name}`}>
        <p className="soft">
          {t.pair(preview.pack.title)} {preview.pack.version}
          {preview.period !== null && ` · ${t.pair(preview.period)}`}
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
      {launchedAt !== null && (
        <div className="notice" role="status">
          <p>
            {stage === 'running'
              ? t('launch.launched', { at: t.parts(launchedAt, timeZone), count: preview.starts.total })
              : t('launch.over', { at: t.parts(launchedAt, timeZone) })}
          </p>
        </div>
      )}
      <LaunchFigures preview={preview} />
      {stage === 'planned' && <PlannedCommittee committee={cycle.committee} />}
      {preview.starts.total > 0 && <LaunchRelations cycleId={cycleId} />}
      {mustBeMended.length === 0 && stage === 'planned' && <p>{t('launch.nothing-to-mend')}</p>}
      <Findings title={t('launch.must')} findings={mustBeMended} bad />
      {unconfirmed.length > 0 && <Newcomers changeIds={unconfirmed.flatMap(({ details }) => changeIdsOf(details))} />}
      <Findings title={t('launch.look')} findings={pleaseLook} />
      <LaunchCalendar preview={preview} />
      {rehearsalId !== null && <RehearsalClock id={rehearsalId} timeZone={timeZone} />}
      {stage === 'planned' && <p>{t('launch.second-person')}</p>}
      <CommandPanel cycleId={cycleId} selection={{}} commands={['launch-cycle', 'launch-missing']} />
    </>
  );
}
