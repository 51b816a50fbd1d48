import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Absence } from '../../../contracts/api/people.ts';
import { call } from '../api/client.ts';
import { usePages } from '../api/pages.ts';
import { Input } from '../ui/input.tsx';
import { More } from '../ui/more.tsx';
import { Loaded, PageHeading, Problem } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { useWords } from '../words/words.tsx';
import { numbered } from './numbered.ts';

/** Who is away and will be; HR records it, ends it sooner and takes it back. */
export function AbsencesPage() {
  const t = useWords();
  const queries = useQueryClient();
  const absences = usePages('listAbsences', { query: { limit: 100 } });
  const changing = useMutation({
    mutationFn: ({ id, toOn }: { readonly id: string; readonly toOn: string | null }) =>
      call('changeAbsence', { params: { id }, body: { toOn } }),
    onSettled: () => queries.invalidateQueries(),
  });
  const day = (date: string) => t.parts(`${date}T12:00:00Z`, 'UTC');
  return (
    <>
      <PageHeading title={t('absences.title')}>
        <p className="soft">{t('absences.lead')}</p>
      </PageHeading>
      <Problem error={changing.error} />
      <Loaded of={{ data: absences.items, error: absences.error }}>
        {(items) =>
          items.length === 0 ? (
            <p>{t('absences.none')}</p>
          ) : (
            <Table
              caption={t('absences.title')}
              captionUnseen
              stacks
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                { key: 'who', title: t('person.name'), cell: numbered },
                { key: 'unit', title: t('person.unit'), cell: ({ unitName }) => unitName },
                {
                  key: 'days',
                  title: t('absences.days'),
                  cell: ({ fromOn, toOn }) => t('absences.from-to', { from: day(fromOn), to: day(toOn) }),
                },
                {
                  key: 'change',
                  title: t('absences.change'),
                  cell: (absence) => (
                    <Change
                      absence={absence}
                      isBusy={changing.isPending}
                      onChange={(toOn) => {
                        changing.mutate({ id: absence.id, toOn });
                      }}
                    />
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      <More of={absences} />
      <RecordAbsence />
    </>
  );
}

interface ChangeProps {
  readonly absence: Absence;
  readonly isBusy: boolean;
  /** Null: not away. */
  readonly onChange: (toOn: string | null) => void;
}

function Change({ absence, isBusy, onChange }: ChangeProps) {
  const t = useWords();
  const [toOn, setToOn] = useState('');
  const name = numbered(absence);
  return (
    <div className="row">
      <Input type="date" label={t('absences.sooner', { name })} value={toOn} onChange={setToOn} />
      <button
        type="button"
        disabled={isBusy || toOn < absence.fromOn || toOn >= absence.toOn}
        onClick={() => {
          onChange(toOn);
        }}
      >
        {t('absences.shorten', { name })}
      </button>
      <button
        type="button"
        disabled={isBusy}
        onClick={() => {
          onChange(null);
        }}
      >
        {t('absences.take-back', { name })}
      </button>
    </div>
  );
}

const EMPTY = { employeeNo: '', fromOn: '', toOn: '' };

function RecordAbsence() {
  const t = useWords();
  const queries = useQueryClient();
  const [given, setGiven] = useState(EMPTY);
  const recording = useMutation({
    mutationFn: () => call('recordAbsence', { body: { ...given, employeeNo: given.employeeNo.trim() } }),
    onSuccess: () => {
      setGiven(EMPTY);
      return queries.invalidateQueries();
    },
  });
  const set = (part: keyof typeof EMPTY) => (value: string) => {
    setGiven({ ...given, [part]: value });
    if (!recording.isPending) recording.reset();
  };
  return (
    <form
      className="card narrow"
      onSubmit={(event) => {
        event.preventDefault();
        recording.mutate();
      }}
    >
      <h2>{t('absences.record')}</h2>
      <Problem error={recording.error} />
      {recording.isSuccess && <p role="status">{t('absences.recorded')}</p>}
      <Input label={t('absences.employee-no')} value={given.employeeNo} required onChange={set('employeeNo')} />
      <Input type="date" label={t('absences.from')} value={given.fromOn} required onChange={set('fromOn')} />
      <Input type="date" label={t('absences.to')} value={given.toOn} required onChange={set('toOn')} />
      <button className="main" disabled={recording.isPending}>
        {t('absences.record')}
      </button>
    </form>
  );
}
