import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PackCheck } from '../../../contracts/api/packs.ts';
import { call } from '../api/client.ts';

const RESTS_MS = 400;

/** A value once nobody has changed it for a moment. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setRested(value);
    }, RESTS_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return rested;
}

export interface Checked {
  /** Of the text as it was when typing last rested. */
  readonly check: PackCheck | undefined;
  readonly error: unknown;
  /** Whether the check is of the text as it is now. */
  readonly isCurrent: boolean;
}

interface Given {
  readonly text: string;
  readonly against: string | undefined;
  /** Numbers with anything between. */
  readonly sizes: string;
}

/** What the API finds in the text of a pack, asked again whenever typing rests. */
export function usePackCheck(given: Given): Checked {
  const text = useRested(given.text);
  const sizes = useRested(given.sizes)
    .match(/\b[1-9]\d{0,4}\b/g)
    ?.slice(0, 50)
    .join(',');
  const { against } = given;
  const query = { ...(against !== undefined && { against }), ...(sizes !== undefined && { sizes }) };
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['checkPack', text, query],
    queryFn: () => call('checkPack', { query, file: new Blob([text]) }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });
  return { check: data, error, isCurrent: data !== undefined && !isPlaceholderData && text === given.text };
}
