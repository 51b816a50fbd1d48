import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ShownRequest } from '../../../contracts/api/commands.ts';
import type { CommandArguments } from '../../../contracts/commands.ts';
import { FocusedHeading } from '../ui/focused-heading.tsx';
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
  const preview = useQuery({
    queryKey: ['lookAtCommand', id],
    queryFn: () => call('lookAtCommand', { params: { id } }),
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
      <Loaded of={preview}>
        {({ blockedBy, pleaseLook, correction, changes, moreChanges }) => (
          <>
            <Findings title={t('command.blocked')} findings={blockedBy.map((one) => toldFinding(one, correction))} bad />
            <Findings title={t('command.look')} findings={pleaseLook.map((one) => toldFinding(one, correction))} />
            {correction !== undefined && <CorrectionChange correction={correction} />}
            <ChangesTable changes={changes} more={moreChanges} timeZone={cycle?.timeZone} />
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

function isLaunch(command: ShownRequest['command']): boolean {
  return command === 'launch-cycle' || command === 'launch-missing';
}

/** Numbers of whom a launch of those who came later leaves out. */
function leftOutBy({ arguments: given }: ShownRequest): readonly string[] {
  const { exclude = [] } = given as Partial<CommandArguments<'launch-missing'>>;
  return exclude.map(({ employeeNo }) => employeeNo);
}
