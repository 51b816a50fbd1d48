import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RoleRequestView } from '../../../contracts/api/roles.ts';
import { call } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { More } from '../ui/more.tsx';
import { Loaded, Problem } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import type { Speech } from '../words/words.tsx';
import { DecisionButtons } from './decision-buttons.tsx';
import { numbered } from './numbered.ts';

/** Roles that are to be given or taken away: with whom it is about, what they have, and what they would have. */
export function RoleRequests() {
  const t = useWords();
  const queries = useQueryClient();
  const requests = usePages('listRoleRequests', { query: { limit: 100 } });
  const deciding = useMutation({
    mutationFn: ({ id, yes }: { readonly id: string; readonly yes: boolean }) =>
      call(yes ? 'approveRole' : 'undoRole', { params: { id } }),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <Loaded of={{ data: requests.items, error: requests.error }}>
      {(items) =>
        items.length > 0 && (
          <>
            <h2>{t('roles.requests')}</h2>
            <Problem error={deciding.error} />
            <Table
              caption={t('roles.requests')}
              captionUnseen
              stacks
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                { key: 'who', title: t('person.name'), cell: ({ employee }) => numbered(employee) },
                { key: 'unit', title: t('person.unit'), cell: ({ employee }) => employee.unitName },
                { key: 'address', title: t('roles.signs-in-at'), cell: (request) => addressWords(t, request) },
                { key: 'now', title: t('roles.has-now'), cell: ({ roles }) => rolesWords(t, roles) },
                { key: 'what', title: t('request.what'), cell: (request) => changeWords(t, request) },
                { key: 'reason', title: t('command.reason'), cell: ({ reason }) => reason },
                { key: 'by', title: t('request.by'), cell: ({ requestedBy }) => numbered(requestedBy) },
                { key: 'state', title: t('request.state'), cell: (request) => stateWords(t, request) },
                {
                  key: 'do',
                  title: t('board.change'),
                  cell: (request) => (
                    <Buttons
                      request={request}
                      onDecide={(yes) => {
                        deciding.mutate({ id: request.id, yes });
                      }}
                    />
                  ),
                },
              ]}
            />
            <More of={requests} what={t('roles.requests')} />
          </>
        )
      }
    </Loaded>
  );
}

function rolesWords(t: Speech, roles: RoleRequestView['roles']): string {
  return roles.length === 0 ? t('page.none') : roles.map((role) => t(`account-role.${role}`)).join(', ');
}

function addressWords(t: Speech, { address, addressBy }: RoleRequestView): string {
  const by = addressBy === null ? t('roles.address-by-operator') : t('roles.address-by', { name: numbered(addressBy) });
  return `${address} · ${by}`;
}

function changeWords(t: Speech, { role, grants }: RoleRequestView): string {
  return t(grants ? 'roles.gives' : 'roles.takes', { role: t(`account-role.${role}`) });
}

function stateWords(t: Speech, { state, approvedBy }: RoleRequestView): string {
  const words = t(`request.state.${state}`);
  return approvedBy === null ? words : `${words} · ${t('request.approved-by', { name: numbered(approvedBy) })}`;
}

interface ButtonsProps {
  readonly request: RoleRequestView;
  readonly onDecide: (yes: boolean) => void;
}

function Buttons({ request, onDecide }: ButtonsProps) {
  const t = useWords();
  const values = { what: changeWords(t, request), name: `${numbered(request.employee)} #${request.id}` };
  return (
    <span className="row">
      <DecisionButtons
        request={request}
        approve={t('roles.approve', values)}
        undo={t('roles.undo', values)}
        onDecide={onDecide}
      />
    </span>
  );
}
