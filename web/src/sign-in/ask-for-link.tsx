import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { SubmitEvent } from 'react';
import { LINK_MINUTES } from '../../../domain/sign-in.ts';
import { call } from '../api/client.ts';
import { PageHeading, Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';

const looksRight = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const ourPath = /^\/(?![/\\])[A-Za-z0-9/_?=&.-]*$/;

/** Asks for the sign-in mail. The answer is the same for every address. */
export function AskForLink() {
  const t = useWords();
  const { next } = useSearch({ from: '/open/sign-in' });
  const [email, setEmail] = useState('');
  const [wrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const ask = useMutation({
    mutationFn: () =>
      call('askForLink', {
        body: next !== undefined && ourPath.test(next) ? { email: email.trim(), next } : { email: email.trim() },
      }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const bad = !looksRight.test(email.trim());
    setWrong(bad);
    if (bad) field.current?.focus();
    else ask.mutate();
  };
  return (
    <div className="narrow">
      <PageHeading title={t('page.sign-in')} failing={wrong} />
      {ask.isSuccess ? (
        <div className="notice good" role="status">
          <p>{t('sign-in.sent', { minutes: LINK_MINUTES })}</p>
          <button
            type="button"
            onClick={() => {
              ask.reset();
            }}
          >
            {t('sign-in.again')}
          </button>
        </div>
      ) : (
        <form className="card" onSubmit={submit} noValidate>
          <p>{t('sign-in.lead')}</p>
          <Problem error={ask.error} />
          <div className="field">
            <label htmlFor="email">{t('sign-in.email')}</label>
            {wrong && (
              <p className="problem" id="email-problem">
                {t('sign-in.email-wrong')}
              </p>
            )}
            <input
              ref={field}
              id="email"
              type="email"
              autoComplete="email"
              value={email}
              aria-invalid={wrong}
              aria-describedby={wrong ? 'email-problem' : undefined}
              onChange={(event) => {
                setEmail(event.target.value);
              }}
            />
          </div>
          <button className="main" disabled={ask.isPending}>
            {t('sign-in.ask')}
          </button>
        </form>
      )}
    </div>
  );
}
