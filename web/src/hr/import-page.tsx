import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '../../../contracts/api/routes.ts';
import { columnName } from '../../../domain/people-columns.ts';
import { call } from '../api/client.ts';
import { Checkbox, FileInput, Select } from '../ui/input.tsx';
import { PageHeading, Problem } from '../ui/page.tsx';
import { Table } from '../ui/table.tsx';
import { CommandPanel } from './command-panel.tsx';
import { LeavingForm } from './leaving-form.tsx';
import { useWords } from '../words/words.tsx';

const ENCODINGS = ['utf-8', 'cp949'] as const;
const flag = (value: boolean) => (value ? ('true' as const) : ('false' as const));

type Imported = Answer<'importPeople'>;

/** A file of people: looked at first, taken over when all is good or when HR says "only the good rows". */
export function ImportPage() {
  const t = useWords();
  const [file, setFile] = useState<File>();
  const [encoding, setEncoding] = useState('');
  const [onlyGood, setOnlyGood] = useState(false);
  const sending = useMutation({
    mutationFn: (dryRun: boolean) => {
      if (file === undefined) throw new Error('no file was chosen');
      const chosen = ENCODINGS.find((one) => one === encoding);
      const query = { dryRun: flag(dryRun), onlyGood: flag(onlyGood), ...(chosen === undefined ? {} : { encoding: chosen }) };
      return call('importPeople', { query, file });
    },
  });
  const encodings = [
    { value: '', words: t('import.encoding-found') },
    ...ENCODINGS.map((value) => ({ value, words: value.toUpperCase() })),
  ];
  return (
    <>
      <PageHeading title={t('page.import')} />
      <form
        className="card narrow"
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        <p>{t('import.lead')}</p>
        <Problem error={sending.error} />
        <FileInput
          label={t('import.file')}
          accept=".csv,text/csv"
          onChange={(chosen) => {
            setFile(chosen);
            sending.reset();
          }}
        />
        <Select label={t('import.encoding')} value={encoding} options={encodings} onChange={setEncoding} />
        <Checkbox label={t('import.only-good')} checked={onlyGood} onChange={setOnlyGood} />
        <p className="row">
          <button
            type="button"
            className="main"
            disabled={file === undefined || sending.isPending}
            onClick={() => {
              sending.mutate(true);
            }}
          >
            {t('import.check')}
          </button>
          <button
            type="button"
            disabled={file === undefined || sending.isPending}
            onClick={() => {
              sending.mutate(false);
            }}
          >
            {t('import.do')}
          </button>
        </p>
      </form>
      {sending.data !== undefined && <Told answer={sending.data} dryRun={sending.variables} />}
    </>
  );
}

function Told({ answer, dryRun }: { readonly answer: Imported; readonly dryRun: boolean }) {
  const t = useWords();
  const { created, changed, unchanged, refused, problems, running, missing, notEnrolled } = answer;
  const words = answer.imported ? 'import.imported' : dryRun ? 'import.checked' : 'import.refused-all';
  return (
    <>
      <div className={`notice ${answer.imported ? 'good' : 'warn'}`} role="status">
        <p>
          {t(words)} {t('import.counts', { created, changed, unchanged, refused })} {answer.encoding?.toUpperCase()}
        </p>
      </div>
      {problems.length > 0 && (
        <Table
          caption={t('import.problems')}
          rows={problems.map((problem, index) => ({ ...problem, index }))}
          keyOf={({ index }) => String(index)}
          columns={[
            { key: 'row', title: t('import.row'), cell: ({ row }) => row },
            {
              key: 'column',
              title: t('import.column'),
              cell: ({ column }) => (column === null ? '' : columnName(column, t.locale)),
            },
            {
              key: 'problem',
              title: t('import.problem'),
              cell: ({ code, severity, other = '', before = '' }) =>
                `${t(severity === 'error' ? 'import.error' : 'import.warning')}: ${t(`import-problem.${code}`, { other, before })}`,
            },
            { key: 'value', title: t('import.value'), cell: ({ value }) => value ?? '' },
          ]}
        />
      )}
      {running.map(({ cycleId, name, evaluationIds }) => (
        <section key={cycleId}>
          <p className="notice warn">{t('import.running', { cycle: name, count: evaluationIds.length })}</p>
          {answer.imported && (
            <CommandPanel
              cycleId={cycleId}
              selection={{ evaluationIds }}
              commands={['follow-list']}
              label={`${t('command.follow-list')}: ${name}`}
            />
          )}
        </section>
      ))}
      {missing.count > 0 && (
        <details>
          <summary>{t('import.missing', { count: missing.count })}</summary>
          <LeavingForm people={missing.people} />
        </details>
      )}
      {notEnrolled.length > 0 && (
        <details open>
          <summary>
            {t('import.not-enrolled')} ({notEnrolled.length})
          </summary>
          <ul>
            {notEnrolled.map(({ row, employeeNo, name }) => (
              <li key={employeeNo}>
                {row}: {name} ({employeeNo})
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
