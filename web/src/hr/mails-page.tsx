import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../../../contracts/api/routes.ts';
import { call } from '../api/client.ts';
import { useRead } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { Input, Select } from '../ui/input.tsx';
import { Loaded, Problem } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { CommandPanel } from './command-panel.tsx';
import { CyclePage } from './cycle-page.tsx';
import { mailKindWords } from './mail-kind-words.ts';

type Mail = Answer<'listMails'>['items'][number];

const states = ['dead', 'queued', 'sending', 'sent', 'dropped'] as const;

/** Mails of the cycle, the dead ones first: mend the address, send again. */
export function MailsPage() {
  const t = useWords();
  const { id } = useParams({ from: '/inside/hr/cycles/$id/mails' });
  const [state, setState] = useState<(typeof states)[number]>('dead');
  const mails = useRead('listMails', { params: { id }, query: { state, limit: 200 } });
  return (
    <CyclePage id={id} title={t('mails.title')}>
      {({ timeZone }) => (
        <>
          <div className="narrow">
            <Select
              label={t('hr.state')}
              value={state}
              options={states.map((value) => ({ value, words: t(`mails.state.${value}`) }))}
              onChange={(value) => {
                setState(states.find((one) => one === value) ?? 'dead');
              }}
            />
          </div>
          <Loaded of={mails}>
            {({ items }) => (items.length === 0 ? <p>{t('mails.none')}</p> : <MailTable mails={items} timeZone={timeZone} />)}
          </Loaded>
          {state === 'dead' && (mails.data?.items ?? []).length > 0 && (
            <CommandPanel
              cycleId={id}
              selection={{}}
              commands={['resend-mail']}
              known={{ notificationIds: mails.data?.items.map((mail) => mail.id) }}
            />
          )}
        </>
      )}
    </CyclePage>
  );
}

function MailTable({ mails, timeZone }: { readonly mails: readonly Mail[]; readonly timeZone: string }) {
  const t = useWords();
  const mayMend = useMay('people.mend');
  return (
    <Table
      caption={t('mails.title')}
      captionUnseen
      rows={mails}
      keyOf={(mail) => mail.id}
      columns={[
        { key: 'name', title: t('person.name'), cell: ({ name, employeeNo }) => `${name} (${employeeNo})` },
        { key: 'kind', title: t('people.what'), cell: ({ mailKind }) => mailKindWords(t, mailKind) },
        {
          key: 'email',
          title: t('person.email'),
          cell: (mail) => (mail.state === 'dead' && mayMend ? <Mend mail={mail} /> : mail.email),
        },
        { key: 'when', title: t('people.when'), cell: ({ sentAt, sendAt }) => t.date(sentAt ?? sendAt, 'clock', timeZone) },
        {
          key: 'why',
          title: t('mails.why'),
          cell: ({ fault, attempts }) => `${fault ?? ''} ${t('mails.tries', { count: attempts })}`,
        },
      ]}
    />
  );
}

function Mend({ mail }: { readonly mail: Mail }) {
  const t = useWords();
  const queries = useQueryClient();
  const [email, setEmail] = useState(mail.email);
  const mending = useMutation({
    mutationFn: () => call('mendEmployee', { params: { employeeNo: mail.employeeNo }, body: { email } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <>
      <Problem error={mending.error} />
      <Input label={t('mails.mend', { name: mail.name })} type="email" value={email} onChange={setEmail} />
      <button
        type="button"
        disabled={email === mail.email || mending.isPending}
        onClick={() => {
          mending.mutate();
        }}
      >
        {t('mails.save')}
      </button>
    </>
  );
}
