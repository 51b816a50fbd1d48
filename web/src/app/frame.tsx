import { Link, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Me } from '../../../contracts/api/sign-in.ts';
import { call, keepSession } from '../api/client.ts';
import type { Locale } from '../../../domain/words/message.ts';
import { keepChosenHere, useWords } from '../words/words.tsx';
import { SignedIn, useChoice, useMe } from './session.tsx';

/** Everything that stands around a page of somebody who is signed in. */
export function SignedInFrame() {
  return (
    <SignedIn>
      <PersonalFrame />
    </SignedIn>
  );
}

function PersonalFrame() {
  const me = useMe();
  const t = useWords();
  const choose = useChoice();
  return (
    <Shell
      onLanguage={choose}
      contact={me.hrContact}
      banner={
        <>
          {me.rehearsals.map(({ id, name, now, timeZone }) => (
            <p key={id} className="rehearsal">
              {t('page.rehearsal-clock', { name, now: t.parts(now, timeZone) })}
            </p>
          ))}
          {me.addressUnconfirmed && <p className="notice warn">{t('address.unconfirmed')}</p>}
        </>
      }
      menu={<Menu me={me} />}
      who={<Who me={me} />}
    />
  );
}

function Menu({ me }: { readonly me: Me }) {
  const t = useWords();
  const hr = me.roles.includes('hr') || me.roles.includes('hr-approver');
  return (
    <nav aria-label={t('page.navigation')}>
      <ul>
        <li>
          <Link to="/tasks">{t('page.my-tasks')}</Link>
        </li>
        <li>
          <Link to="/goals">{t('page.my-goals')}</Link>
        </li>
        <li>
          <Link to="/results">{t('page.results')}</Link>
        </li>
        {me.manages && (
          <li>
            <Link to="/team">{t('page.my-team')}</Link>
          </li>
        )}
        {hr && (
          <>
            <li>
              <Link to="/hr">{t('page.hr')}</Link>
            </li>
            <li>
              <Link to="/requests">{t('page.requests')}</Link>
            </li>
          </>
        )}
        {me.roles.includes('operator') && (
          <li>
            <Link to="/operations">{t('page.operations')}</Link>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Who({ me }: { readonly me: Me }) {
  const t = useWords();
  const leave = () => {
    void call('signOut', {}).finally(() => {
      keepSession(undefined);
      location.assign('/sign-in');
    });
  };
  return (
    <>
      <span>
        {me.name} <span className="soft">{me.unit.name}</span>
      </span>
      <button type="button" className="quiet" onClick={leave}>
        {t('page.sign-out')}
      </button>
    </>
  );
}

/** The frame of pages that need nobody signed in. */
export function OpenFrame() {
  const t = useWords();
  return (
    <Shell
      onLanguage={(language) => {
        keepChosenHere(language);
        t.setLocale(language);
      }}
    />
  );
}

interface ShellProps {
  readonly onLanguage: (language: Locale) => void;
  readonly banner?: ReactNode;
  readonly menu?: ReactNode;
  readonly who?: ReactNode;
  readonly contact?: Me['hrContact'];
}

function Shell({ onLanguage, banner, menu, who, contact }: ShellProps) {
  const t = useWords();
  const other = t.locale === 'ko' ? 'en' : 'ko';
  const label = contact?.label == null ? undefined : t.pair(contact.label);
  const contactWords = [label, contact?.email].filter((part) => part !== null && part !== undefined).join(' · ');
  return (
    <>
      <a className="skip" href="#content">
        {t('page.skip')}
      </a>
      <header>
        {banner}
        <div className="top">
          <Link to="/tasks" className="brand">
            {t('page.brand')}
          </Link>
          {menu}
          <div className="who">
            <button
              type="button"
              className="quiet"
              lang={other}
              onClick={() => {
                onLanguage(other);
              }}
            >
              {t('page.switch-language')}
            </button>
            {who}
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="foot">
        <p>{contactWords === '' ? t('page.contact-none') : t('page.contact', { contact: contactWords })}</p>
      </footer>
    </>
  );
}
