import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { refusalKey } from '../../../domain/words/render.ts';
import { ApiError } from '../api/client.ts';
import { useWords } from '../words/words.tsx';

interface HeadingProps {
  readonly title: string;
  /** The title of the window says so when the page has errors. */
  readonly failing?: boolean;
  readonly children?: ReactNode;
}

let first: HTMLElement | null = null;

/** The page's heading: names the window and takes the focus when one comes from another page. */
export function PageHeading({ title, failing = false, children }: HeadingProps) {
  const t = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = failing ? t('page.error-title', { title }) : `${title} · ${t('page.brand')}`;
  }, [t, title, failing]);
  useEffect(() => {
    first ??= heading.current;
    if (heading.current !== first) heading.current?.focus();
  }, []);
  return (
    <header>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </header>
  );
}

/** A refusal in words. */
export function useErrorWords(): (error: unknown) => string {
  const t = useWords();
  return (error) => {
    if (!(error instanceof ApiError)) return t('error.unexpected');
    if (error.code === 'unreachable') return t('page.unreachable');
    return t.maybe(refusalKey(error.code, error.details), t('error.unexpected')) + numbersIn(error);
  };
}

/** The employee numbers that a refusal is about. */
function numbersIn({ details: { employeeNo, employeeNos = employeeNo === undefined ? [] : [employeeNo] } }: ApiError): string {
  return Array.isArray(employeeNos) && employeeNos.length > 0 ? ` (${employeeNos.join(', ')})` : '';
}

export function Problem({ error }: { readonly error: unknown }) {
  const words = useErrorWords();
  if (error === null || error === undefined) return null;
  return (
    <div className="notice bad" role="alert">
      <p>{words(error)}</p>
    </div>
  );
}

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: unknown;
}

interface LoadedProps<T> {
  readonly of: Asked<T>;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for, or that it is loading, or why it does not come. */
export function Loaded<T>({ of, children }: LoadedProps<T>) {
  const t = useWords();
  if (of.data !== undefined) return children(of.data);
  if (of.error instanceof ApiError && of.error.status === 404) return <NotFound />;
  if (of.error !== null) return <Problem error={of.error} />;
  return <p role="status">{t('page.loading')}</p>;
}

export function NotFound() {
  const t = useWords();
  return (
    <>
      <PageHeading title={t('page.not-found')} failing />
      <p>
        <a href="/tasks">{t('page.back')}</a>
      </p>
    </>
  );
}
