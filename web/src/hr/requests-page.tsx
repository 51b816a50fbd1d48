import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ShownRequest } from '../../../contracts/api/commands.ts';
import { call } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { useRead } from '../api/queries.ts';
import { More } from '../ui/more.tsx';
import { Loaded, PageHeading, Problem } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { CycleName } from './cycle-name.tsx';
import { DepartureRequests } from './departure-requests.tsx';
import { RequestedOrder } from './requested-order.tsx';
import { RoleRequests } from './role-requests.tsx';
import { DecisionButtons } from './decision-buttons.tsx';
import { numbered } from './numbered.ts';

/** Requests of HR: the second person says yes here, and until its instant a request can be taken back. */
export function RequestsPage() {
  const t = useWords();
  const queries = useQueryClient();
  const requests = usePages('listCommands', { query: { limit: 100 } });
  const cycles = useRead('listCycles', {});
  const deciding = useMutation({
    mutationFn: ({ id, yes }: { readonly id: string; readonly yes: boolean }) =>
      call(yes ? 'approveCommand' : 'undoCommand', { params: { id } }),
    onSettled: () => queries.invalidateQueries(),
  });
  const [lookedAt, setLookedAt] = useState<string>();
  const cycleOf = (id: string) => cycles.data?.items.find((cycle) => cycle.id === id);
  const nameOf = (id: string) => {
    const cycle = cycleOf(id);
    if (cycle === undefined) return cycles.data === undefined ? '' : id;
    return <CycleName of={cycle} />;
  };
  return (
    <>
      <PageHeading title={t('request.title')} />
      <Problem error={deciding.error} />
      <Loaded of={{ data: requests.items, error: requests.error }}>
        {(items) =>
          items.length === 0 ? (
            <p>{t('request.none')}</p>
          ) : (
            <>
              {items
                .filter((request) => isLookedAt(request, lookedAt))
                .map((request) => (
                  <RequestedOrder key={request.id} request={request} cycle={cycleOf(request.cycleId)} />
                ))}
              <Table
                caption={t('request.title')}
                captionUnseen
                stacks
                rows={items}
                keyOf={({ id }) => id}
                columns={[
                  { key: 'what', title: t('request.what'), cell: ({ command }) => t(`command.${command}`) },
                  { key: 'cycle', title: t('request.cycle'), cell: ({ cycleId }) => nameOf(cycleId) },
                  { key: 'reason', title: t('command.reason'), cell: ({ reason }) => reason },
                  { key: 'by', title: t('request.by'), cell: ({ requestedBy }) => numbered(requestedBy) },
                  {
                    key: 'state',
                    title: t('request.state'),
                    cell: (request) => <State request={request} timeZone={cycleOf(request.cycleId)?.timeZone} />,
                  },
                  {
                    key: 'do',
                    title: t('board.change'),
                    cell: (request) => (
                      <Buttons
                        request={request}
                        onLook={() => {
                          setLookedAt(request.id);
                        }}
                        onDecide={(yes) => {
                          deciding.mutate({ id: request.id, yes });
                        }}
                      />
                    ),
                  },
                ]}
              />
              <More of={requests} what={t('request.title')} />
            </>
          )
        }
      </Loaded>
      <RoleRequests />
      <DepartureRequests />
    </>
  );
}

function State({ request, timeZone }: { readonly request: ShownRequest; readonly timeZone: string | undefined }) {
  const t = useWords();
  const { state, effectiveAt, approvedBy, outcome, deadWhy } = request;
  const refused = typeof outcome?.['refused'] === 'string' ? outcome['refused'] : undefined;
  const code = state === 'dead' ? deadWhy : state === 'refused' ? refused : undefined;
  return (
    <>
      {t(`request.state.${state}`)}
      {state === 'planned' && effectiveAt !== null && <> · {t('request.effective', { at: t.parts(effectiveAt, timeZone) })}</>}
      {approvedBy !== null && <> · {t('request.approved-by', { name: numbered(approvedBy) })}</>}
      {code != null && <> · {t.maybe(`error.${code}`, code)}</>}
    </>
  );
}

/** What would be carried out is told until somebody has said yes or no. */
function mayBeLookedAt({ state, mayApprove, mayUndo }: ShownRequest): boolean {
  return state === 'waits-for-approval' && (mayApprove || mayUndo);
}

function isLookedAt(request: ShownRequest, id: string | undefined): boolean {
  return request.id === id && mayBeLookedAt(request);
}

interface ButtonsProps {
  readonly request: ShownRequest;
  readonly onLook: () => void;
  readonly onDecide: (yes: boolean) => void;
}

function Buttons({ request, onLook, onDecide }: ButtonsProps) {
  const t = useWords();
  if (!request.mayApprove && !request.mayUndo) return null;
  const values = { what: t(`command.${request.command}`), name: `${numbered(request.requestedBy)} #${request.id}` };
  return (
    <span className="row">
      {mayBeLookedAt(request) && (
        <button type="button" onClick={onLook}>
          {t('request.look', values)}
        </button>
      )}
      <DecisionButtons
        request={request}
        approve={t('request.approve', values)}
        undo={t('request.undo', values)}
        onDecide={onDecide}
      />
    </span>
  );
}
