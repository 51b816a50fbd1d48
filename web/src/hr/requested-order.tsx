import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ShownRequest } from '../../../contracts/api/commands.ts';
import type { CommandArguments, CommandPreview } from '../../../contracts/commands.ts';
import { FocusedHeading } from '../ui/focused-heading.tsx';
import { More } from '../ui/more.tsx';
import { Loaded } from '../ui/page.tsx';
import { call } from '../api/client.ts';
import { useWords } from '../words/words.tsx';
import { ChangesTable } from './changes-table.tsx';
import { CycleName, type ListedCycle } from './cycle-name.tsx';
import { CorrectionChange } from './correction-change.tsx';
import { toldFinding } from './correction-findings.ts';
import { Findings } from './findings.tsx';
import { LaunchRelations } from './launch-relations.tsx';
import { numbered } from './numbered.ts';

interface RequestedOrderProps {
  readonly request: ShownRequest;
  readonly cycle: ListedCycle | undefined;
}

/** What the second person says yes to, by name, before and after. A view of results is logged with the request's reason. */
export function RequestedOrder({ request, cycle }: RequestedOrderProps) {
  const t = useWords();
  const { id, command, cycleId, reason } = request;
  const told: typeof toldFinding = command === 'correct-result' ? toldFinding : (finding) => finding;
  const look = useInfiniteQuery({
    queryKey: ['lookAtCommand', id],
    queryFn: ({ pageParam: from }) => call('lookAtCommand', { params: { id }, query: { from } }),
    initialPageParam: 0,
    getNextPageParam: ({ changes, moreChanges }, _, from) => (moreChanges === 0 ? undefined : from + changes.length),
    // Each answer leaves a view in everybody's log: asked for once when it is opened, whatever else is decided on the page or its window does.
    staleTime: 'static',
    gcTime: 0,
  });
  return (
    <section className="card" aria-labelledby="requested">
      <FocusedHeading id="requested">
        {t(`command.${command}`)} · {numbered(request.requestedBy)} #{id}
      </FocusedHeading>
      {cycle !== undefined && (
        <p>
          <CycleName of={cycle} />
        </p>
      )}
      <p className="said">{reason}</p>
      <Loaded of={{ data: lookOf(look.data?.pages), error: look.error }}>
        {({ blockedBy, pleaseLook, correction, changes, moreChanges }) => (
          <>
            <Findings title={t('command.blocked')} findings={blockedBy.map((one) => told(one, correction))} bad />
            <Findings title={t('command.look')} findings={pleaseLook.map((one) => told(one, correction))} />
            {correction !== undefined && <CorrectionChange correction={correction} />}
            <ChangesTable changes={changes} more={moreChanges} timeZone={cycle?.timeZone} />
            <More
              of={{
                hasMore: look.hasNextPage,
                isReading: look.isFetchingNextPage,
                readMore: () => {
                  void look.fetchNextPage();
                },
              }}
              what={t('change.title')}
            />
            {isLaunch(command) && <LaunchRelations cycleId={cycleId} leftOut={leftOutBy(request)} />}
            {isLaunch(command) && (
              <p>
                <Link to="/hr/cycles/$id/launch" params={{ id: cycleId }}>
                  {t('change.to-launch')}
                </Link>
              </p>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

/** As the last page tells it, with the lines of all. */
function lookOf(pages: readonly CommandPreview[] | undefined): CommandPreview | undefined {
  const last = pages?.at(-1);
  return last && { ...last, changes: (pages ?? []).flatMap(({ changes }) => changes) };
}

function isLaunch(command: ShownRequest['command']): boolean {
  return command === 'launch-cycle' || command === 'launch-missing';
}

/** Numbers of whom a launch of those who came later leaves out. */
function leftOutBy({ arguments: given }: ShownRequest): readonly string[] {
  const { exclude = [] } = given as Partial<CommandArguments<'launch-missing'>>;
  return exclude.map(({ employeeNo }) => employeeNo);
}
