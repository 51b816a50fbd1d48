import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ROLES } from '../../../domain/permissions.ts';
import { call } from '../api/client.ts';
import { useRead } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { Input, Select } from '../ui/input.tsx';
import { Loaded, PageHeading, Problem } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { Reason, isReason } from './command-request.tsx';
import { RoleRequests } from './role-requests.tsx';

/** Who has which role, and the request for another. */
export function RolesPage() {
  const t = useWords();
  const mayAsk = useMay('role.request');
  const roles = useRead('listRoles', {});
  return (
    <>
      <PageHeading title={t('roles.title')}>
        <p className="soft">{t('roles.lead')}</p>
      </PageHeading>
      <Loaded of={roles}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('roles.none')}</p>
          ) : (
            <Table
              caption={t('roles.title')}
              captionUnseen
              stacks
              rows={items}
              keyOf={({ employee, role }) => `${employee.employeeNo} ${role}`}
              columns={[
                { key: 'who', title: t('person.name'), cell: ({ employee }) => `${employee.name} (${employee.employeeNo})` },
                { key: 'unit', title: t('person.unit'), cell: ({ employee }) => employee.unitName },
                { key: 'role', title: t('roles.role'), cell: ({ role }) => t(`account-role.${role}`) },
                { key: 'since', title: t('roles.since'), cell: ({ grantedAt }) => t.date(grantedAt, 'date') },
              ]}
            />
          )
        }
      </Loaded>
      {mayAsk && <Ask />}
      <RoleRequests />
    </>
  );
}

const EMPTY = { employeeNo: '', role: 'hr-approver', change: 'grant', reason: '' };

function Ask() {
  const t = useWords();
  const queries = useQueryClient();
  const [given, setGiven] = useState(EMPTY);
  const set = (part: keyof typeof EMPTY) => (value: string) => {
    setGiven({ ...given, [part]: value });
  };
  const asking = useMutation({
    mutationFn: () => {
      const { employeeNo, change, reason } = given;
      const role = ROLES.find((one) => one === given.role) ?? 'hr-approver';
      return call('requestRole', { body: { employeeNo: employeeNo.trim(), role, grants: change === 'grant', reason } });
    },
    onSuccess: () => {
      setGiven(EMPTY);
      return queries.invalidateQueries();
    },
  });
  return (
    <form
      className="card narrow"
      onSubmit={(event) => {
        event.preventDefault();
        asking.mutate();
      }}
    >
      <h2>{t('roles.ask')}</h2>
      <Problem error={asking.error} />
      {asking.isSuccess && <p role="status">{t('roles.requested')}</p>}
      <Input label={t('roles.employee-no')} value={given.employeeNo} required onChange={set('employeeNo')} />
      <Select
        label={t('roles.change')}
        value={given.change}
        options={(['grant', 'revoke'] as const).map((value) => ({ value, words: t(`roles.${value}`) }))}
        onChange={set('change')}
      />
      <Select
        label={t('roles.role')}
        value={given.role}
        options={ROLES.map((value) => ({ value, words: t(`account-role.${value}`) }))}
        onChange={set('role')}
      />
      <Reason id="role-reason" value={given.reason} onChange={set('reason')} />
      <button className="main" disabled={asking.isPending || !isReason(given.reason) || given.employeeNo.trim() === ''}>
        {t('roles.request')}
      </button>
    </form>
  );
}
