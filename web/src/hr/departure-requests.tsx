import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DepartureRequestView } from '../../../contracts/api/departures.ts';
import { call } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { More } from '../ui/more.tsx';
import { Loaded, Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import { LeavingTable } from './leaving-table.tsx';
import { DecisionButtons } from './decision-buttons.tsx';
import { numbered } from './numbered.ts';

/** That people have left: who, since when, and what lies with each, for the second person. */
export function DepartureRequests() {
  const t = useWords();
  const queries = useQueryClient();
  const requests = usePages('listDepartures', { query: { limit: 100 } });
  const deciding = useMutation({
    mutationFn: ({ id, yes }: { readonly id: string; readonly yes: boolean }) =>
      call(yes ? 'approveDeparture' : 'undoDeparture', { params: { id } }),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <Loaded of={{ data: requests.items, error: requests.error }}>
      {(items) =>
        items.length > 0 && (
          <section aria-labelledby="departure-requests">
            <h2 id="departure-requests">{t('departure.requests')}</h2>
            <Problem error={deciding.error} />
            {items.map((request) => (
              <Request
                key={request.id}
                request={request}
                onDecide={(yes) => {
                  deciding.mutate({ id: request.id, yes });
                }}
              />
            ))}
            <More of={requests} what={t('departure.requests')} />
          </section>
        )
      }
    </Loaded>
  );
}

interface RequestProps {
  readonly request: DepartureRequestView;
  readonly onDecide: (yes: boolean) => void;
}

function Request({ request, onDecide }: RequestProps) {
  const t = useWords();
  const { people, leftOn, reason, state, requestedBy, approvedBy, mayApprove, mayUndo } = request;
  const who = whoWords(t, people);
  return (
    <article className="card">
      <h3>{who}</h3>
      <p>
        {leftOn === null ? t('departure.not-left') : t('handover.left-on', { at: t.parts(`${leftOn}T12:00:00Z`, 'UTC') })} ·{' '}
        {reason} · {numbered(requestedBy)} · {t(`request.state.${state}`)}
        {approvedBy !== null && ` · ${t('request.approved-by', { name: numbered(approvedBy) })}`}
      </p>
      {(mayApprove || mayUndo) && <LeavingTable people={people} />}
      <p className="row">
        <DecisionButtons
          request={request}
          approve={t('departure.approve', { who })}
          undo={t('departure.undo', { who })}
          onDecide={onDecide}
        />
      </p>
    </article>
  );
}

function whoWords(t: Speech, [first, ...others]: DepartureRequestView['people']): string {
  const name = numbered(first);
  return others.length === 0 ? name : t('departure.and-others', { name, count: others.length });
}
