import { useMutation } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { call } from '../api/client.ts';
import { PageHeading, Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';

interface Appointed {
  readonly employeeNo: string;
  readonly name: string;
  readonly email: string;
  readonly unit: string;
}

const nobody: Appointed = { employeeNo: '', name: '', email: '', unit: '' };
const fields = ['employeeNo', 'name', 'email', 'unit'] as const;

function given({ employeeNo, ...rest }: Appointed) {
  return { employeeNo, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value.trim() !== '')) };
}

/** The first start prints one link; it appoints the two people without whom nothing can be launched. */
export function FirstHr() {
  const t = useWords();
  const { token } = useParams({ from: '/open/first-hr/$token' });
  const [people, setPeople] = useState<readonly Appointed[]>([nobody, nobody]);
  const appoint = useMutation({ mutationFn: () => call('appointFirstHr', { body: { token, people: people.map(given) } }) });
  const change = (index: number, part: Partial<Appointed>) => {
    setPeople(people.map((person, at) => (at === index ? { ...person, ...part } : person)));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    appoint.mutate();
  };
  return (
    <div className="narrow">
      <PageHeading title={t('first-hr.title')} failing={appoint.isError} />
      <p>{t('first-hr.lead')}</p>
      {appoint.isSuccess ? (
        <div className="notice good" role="status">
          <p>{t('first-hr.done', { names: appoint.data.appointed.map(({ name }) => name).join(', ') })}</p>
          <Link to="/sign-in" className="button">
            {t('page.sign-in')}
          </Link>
        </div>
      ) : (
        <form onSubmit={submit}>
          <Problem error={appoint.error} />
          <p className="soft">{t('first-hr.only-new')}</p>
          {people.map((person, index) => (
            <fieldset key={index}>
              <legend>{t('first-hr.person', { n: index + 1 })}</legend>
              <div className="columns">
                {fields.map((field) => (
                  <div className="field" key={field}>
                    <label htmlFor={`${field}-${index}`}>
                      <span className="unseen">{t('first-hr.person', { n: index + 1 })} </span>
                      {t(`person.${field}`)}
                    </label>
                    <input
                      id={`${field}-${index}`}
                      required={field === 'employeeNo'}
                      type={field === 'email' ? 'email' : 'text'}
                      value={person[field]}
                      onChange={(event) => {
                        change(index, { [field]: event.target.value });
                      }}
                    />
                  </div>
                ))}
              </div>
            </fieldset>
          ))}
          <button className="main" disabled={appoint.isPending}>
            {t('first-hr.appoint')}
          </button>
        </form>
      )}
    </div>
  );
}
