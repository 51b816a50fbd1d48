import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useLocation } from '@tanstack/react-router';
import { createContext, use, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Me } from '../../../contracts/api/sign-in.ts';
import { may } from '../../../domain/permissions.ts';
import type { PermissionRow } from '../../../domain/permissions.ts';
import { ApiError, call, keepSession, maySignedIn } from '../api/client.ts';
import { Loaded } from '../ui/page.tsx';
import { useChanges } from './changes.ts';
import type { Locale } from '../../../domain/words/message.ts';
import { keepChosenHere, useWords } from '../words/words.tsx';

const Context = createContext<Me | undefined>(undefined);

async function readMe(): Promise<Me | null> {
  if (!maySignedIn()) return null;
  try {
    const me = await call('getMe', {});
    keepSession(me.csrfToken);
    return me;
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    keepSession(undefined);
    return null;
  }
}

/** Pages inside know who is signed in; strangers are sent to sign in and come back afterwards. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const asked = useQuery({ queryKey: ['getMe'], queryFn: readMe });
  const { started, error } = useChanges();
  useOtherSession(asked.data, error);
  const { setLocale } = useWords();
  const own = asked.data?.language ?? undefined;
  useEffect(() => {
    if (own !== undefined) setLocale(own);
  }, [own, setLocale]);
  const last = useRef<Me>(undefined);
  if (asked.data) last.current = asked.data;
  // Who was signed in keeps the page when the session ends: unsaved words stay until somebody signs in again in another window.
  const kept = asked.data ?? last.current;
  if (kept !== undefined && started) {
    return (
      <Context value={kept}>
        {asked.data === null && <SessionOver />}
        {children}
      </Context>
    );
  }
  if (asked.data === null) return <ToSignIn />;
  return <Loaded of={{ data: undefined, error: asked.error }}>{() => null}</Loaded>;
}

/** When what is asked on and on is refused, or answered again after somebody signed in elsewhere, it is asked anew who is signed in. */
function useOtherSession(me: Me | null | undefined, error: unknown) {
  const queries = useQueryClient();
  const isSignedOut = error instanceof ApiError && error.status === 401;
  const isOther = me === null ? error === null : me !== undefined && isSignedOut;
  useEffect(() => {
    if (isOther) void queries.invalidateQueries({ queryKey: ['getMe'] });
  }, [queries, isOther]);
}

/** The way to sign in remembers the page that was asked for, whatever the router does meanwhile. */
function ToSignIn() {
  const [path] = useState(() => location.pathname);
  return <Navigate to="/sign-in" search={path === '/' ? {} : { next: path }} replace />;
}

function SessionOver() {
  const t = useWords();
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <aside className="notice bad" role="alert" aria-label={t('page.error')}>
      <p>
        {t('page.signed-out')}{' '}
        <a href={`/sign-in?next=${encodeURIComponent(path)}`} target="_blank" rel="noreferrer">
          {t('page.sign-in')}
        </a>
      </p>
    </aside>
  );
}

export function useMe(): Me {
  const me = use(Context);
  if (me === undefined) throw new Error('useMe outside of SignedIn');
  return me;
}

/** Whether the roles of who is signed in open a row of the permission table; what a relation opens, only the API knows. */
export function useMay(row: PermissionRow): boolean {
  const { roles } = useMe();
  return may(row, { signedIn: true, roles, relations: [] });
}

/** Speaks the language from now on, on this page and wherever else the person signs in. */
export function useChoice(): (language: Locale) => void {
  const queries = useQueryClient();
  const t = useWords();
  const choosing = useMutation({
    // One after the other: the last choice is kept, however long an earlier one takes.
    scope: { id: 'language' },
    mutationFn: (language: Locale) => call('chooseLanguage', { body: { language } }),
    onMutate: async (language) => {
      t.setLocale(language);
      // An answer on its way would tell the language of before.
      await queries.cancelQueries({ queryKey: ['getMe'] });
      queries.setQueryData<Me | null>(['getMe'], (me) => me && { ...me, language });
    },
    onError: () => queries.invalidateQueries({ queryKey: ['getMe'] }),
  });
  return (language) => {
    choosing.mutate(language);
  };
}

/** Takes over a new session: token, words, and nothing that somebody else's session had read. */
export function useNewSession(): (me: Me) => void {
  const queries = useQueryClient();
  return (me) => {
    keepChosenHere(undefined);
    keepSession(me.csrfToken);
    queries.clear();
    queries.setQueryData(['getMe'], me);
  };
}
